import { describe, expect, it } from 'vitest';
import type { ImageId } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import { PhotoEncoder } from './photo-encoder.ts';
import { ScriptedInference } from './testing/scripted-inference.ts';
import { photoFile, ScriptedPixels } from './testing/scripted-pixels.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'] as ImageId[] as [ImageId, ImageId, ImageId, ImageId];

/** An encoder with four open photos; what it brings into the model waits for `go`, one photo a call. */
async function openEncoder() {
  const inference = new ScriptedInference();
  const pixels = new ScriptedPixels();
  await inference.load('', { device: 'wasm' });
  for (const image of [a, b, c, d]) await pixels.open(image, photoFile(image));
  const gates: (() => void)[] = [];
  const { encode } = inference;
  inference.encode = async (...parts) => {
    await new Promise<void>((open) => gates.push(open));
    return encode.apply(inference, parts);
  };
  const encoder = new PhotoEncoder(inference, pixels);
  const go = async () => {
    await expect.poll(() => gates.length).toBe(1);
    gates.shift()?.();
  };
  return { inference, encoder, gates, go };
}

const passedOver = expect.objectContaining({ code: 'aborted' });
const outcome = (work: Promise<void>) =>
  work.then(
    () => 'done',
    (error: StudioError) => error,
  );

describe('PhotoEncoder', () => {
  it('passes over photos that were shown only for a moment', async () => {
    const { inference, encoder, go } = await openEncoder();
    const shown = [a, b, c, d].map((image) => outcome(encoder.prepare(image)));
    await go();
    await go();
    expect(await Promise.all(shown)).toEqual(['done', passedOver, passedOver, 'done']);
    expect(inference.encoded).toEqual([a, d]);
  });

  it('encodes what a question needs before what is only shown, once', async () => {
    const { inference, encoder, go } = await openEncoder();
    const all = [encoder.prepare(a), encoder.prepare(b), encoder.ensure(c), encoder.ensure(b)].map(outcome);
    const shown = outcome(encoder.prepare(d));
    for (let i = 0; i < 4; i++) await go();
    expect(await Promise.all([...all, shown])).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(inference.encoded).toEqual([a, b, c, d]);
    await encoder.ensure(b);
    expect(inference.encoded).toHaveLength(4);
  });

  it('ends the waiting of a question that is stopped, not the encoding', async () => {
    const { inference, encoder, go } = await openEncoder();
    const stop = new AbortController();
    const asked = outcome(encoder.ensure(a, stop.signal));
    stop.abort();
    expect(await asked).toEqual(passedOver);
    const again = outcome(encoder.ensure(a));
    await go();
    expect(await again).toBe('done');
    expect(inference.encoded).toEqual([a]);
  });

  it('forgets a removed photo, whether it waits or is being encoded', async () => {
    const { inference, encoder, go } = await openEncoder();
    const running = outcome(encoder.prepare(a));
    const waiting = outcome(encoder.ensure(b));
    encoder.forget(a);
    encoder.forget(b);
    expect(await waiting).toEqual(passedOver);
    // Undo brought it back.
    const again = outcome(encoder.prepare(a));
    await go();
    expect(await running).toBe('done');
    expect(inference.hasImage(a)).toBe(false);
    await go();
    expect(await again).toBe('done');
    expect(inference.encoded).toEqual([a, a]);
    expect(inference.hasImage(a)).toBe(true);
  });

  it('goes on after a photo that the model fails on', async () => {
    const { inference, encoder, go } = await openEncoder();
    inference.encodeError = new StudioError('inference-failed', 'The model failed on this photo.');
    const failed = outcome(encoder.ensure(a));
    const next = outcome(encoder.ensure(b));
    await go();
    expect(await failed).toMatchObject({ code: 'inference-failed' });
    inference.encodeError = null;
    await go();
    expect(await next).toBe('done');
    expect(inference.encoded).toEqual([b]);
  });
});
