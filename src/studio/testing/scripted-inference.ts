import { StudioError } from '../../errors/studio-error.ts';
import type { ModelDescription, ModelTurn } from '../../model/segmentation-model.ts';
import type { Answer } from '../../text4seg/answer.ts';
import type {
  AnswerUpdate,
  InferenceClient,
  LoadOptions,
  RestartListener,
} from '../../worker/client/inference-client.ts';
import { UpdateQueue } from '../../worker/client/update-queue.ts';
import { nothing, scriptIds, scriptParser, scriptTokens } from './answer-script.ts';

export const testModel: ModelDescription = {
  id: 'text4seg-nano',
  title: 'text4seg-nano',
  version: '0.1.0',
  architecture: 'text4seg-nano',
  device: 'wasm',
  precision: '8-bit',
  deviceName: '',
  threads: 1,
  bytes: 12,
};

/** A question that reached the model. The test answers it piece by piece; the parser that reads it is the real one. */
export class Question {
  readonly key: string;
  readonly conversation: readonly ModelTurn[];
  readonly updates = new UpdateQueue<AnswerUpdate>();
  readonly #parser = scriptParser();
  readonly #ids: readonly number[];
  #written = 0;
  #ms = 0;
  ended = false;

  constructor(key: string, conversation: readonly ModelTurn[], ids: readonly number[]) {
    this.key = key;
    this.conversation = conversation;
    this.#ids = ids;
    this.updates.push({ kind: 'encoded', ms: 5, cached: true });
  }

  get prompt(): string {
    return this.conversation.at(-1)!.prompt;
  }

  get left(): number {
    return this.#ids.length - this.#written;
  }

  ghost(probability = 0.5): void {
    this.#ms += 10;
    this.updates.push({ kind: 'ghost', cells: new Float32Array(4096).fill(probability), ms: this.#ms });
  }

  /** The next tokens of the answer, in one step. */
  write(count: number): void {
    const tokens = scriptTokens(this.#ids.slice(this.#written, this.#written + count));
    this.#written += tokens.length;
    this.#ms += 10;
    const events = tokens.flatMap(({ id, text }) => this.#parser.pushToken(id, text));
    this.updates.push({ kind: 'tokens', tokens, events, ms: this.#ms, steps: this.#written });
  }

  /** The rest of the answer and its end. */
  finish(): void {
    while (this.left > 0) this.write(7);
    this.cut();
  }

  /** Ends without the rest, as the limit of tokens does. */
  cut(): void {
    const events = this.#parser.end();
    if (events.length > 0)
      this.updates.push({ kind: 'tokens', tokens: [], events, ms: this.#ms, steps: this.#written });
    this.ended = true;
    this.updates.end();
  }

  fail(error: StudioError): void {
    this.ended = true;
    this.updates.end(error);
  }
}

/**
 * The inference worker's client with answers from a script, keeping to the contract of the real one. Questions are
 * answered at once by `answers`, or held for the test with `hold`.
 */
export class ScriptedInference implements InferenceClient {
  /** Answers by prompt; what is not here is not in the photo. */
  readonly answers = new Map<string, Answer | readonly number[]>();
  readonly questions: Question[] = [];
  readonly loads: LoadOptions[] = [];
  readonly encoded: string[] = [];
  hold = false;
  loadError: StudioError | null = null;
  encodeError: StudioError | null = null;
  disposed = false;
  readonly listeners = new Set<RestartListener>();
  readonly #images = new Set<string>();
  #loadGate: Promise<void> = Promise.resolve();
  #loaded = false;

  /** Makes the model's loading wait; the result lets it go on. */
  holdLoading(): () => void {
    let open: () => void = () => undefined;
    this.#loadGate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  async load(_packageUrl: string, options: LoadOptions): Promise<ModelDescription> {
    this.loads.push(options);
    options.onProgress?.({ kind: 'download', loadedBytes: 3, totalBytes: 12 });
    await this.#loadGate;
    if (this.loadError) throw this.loadError;
    options.onProgress?.({ kind: 'compile' });
    options.onProgress?.({ kind: 'self-test' });
    this.#loaded = true;
    return testModel;
  }

  async encode(key: string, image: ImageBitmap, signal?: AbortSignal): Promise<{ readonly ms: number }> {
    if (signal?.aborted) throw new StudioError('aborted', 'Stopped.');
    if (!this.#loaded) throw new StudioError('inference-failed', 'The model is not loaded yet.');
    image.close();
    await Promise.resolve();
    if (this.encodeError) throw this.encodeError;
    this.encoded.push(key);
    this.#images.add(key);
    return { ms: 5 };
  }

  hasImage(key: string): boolean {
    return this.#images.has(key);
  }

  forget(key: string): void {
    this.#images.delete(key);
  }

  async *ask(
    key: string,
    conversation: readonly ModelTurn[],
    signal: AbortSignal,
  ): AsyncGenerator<AnswerUpdate, void> {
    const stopped = () => new StudioError('aborted', 'Stopped.');
    if (signal.aborted) throw stopped();
    if (!this.#images.has(key))
      throw new StudioError('inference-failed', 'The photo of this question is not loaded. Ask again.');
    const answer = this.answers.get(conversation.at(-1)!.prompt) ?? nothing;
    const ids = typeof answer[0] === 'number' ? (answer as readonly number[]) : scriptIds(answer as Answer);
    const question = new Question(key, conversation, ids);
    this.questions.push(question);
    signal.addEventListener('abort', () => question.fail(stopped()));
    if (!this.hold) {
      question.ghost();
      question.finish();
    }
    yield* question.updates;
  }

  onRestart(listener: RestartListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.disposed = true;
    this.listeners.clear();
    for (const question of this.questions)
      if (!question.ended) question.fail(new StudioError('aborted', 'Closed.'));
  }

  /** The worker dies with everything it knew; `comeBack` says how that ends. */
  die(reason = 'A background worker stopped: out of memory'): void {
    this.#images.clear();
    this.#loaded = false;
    for (const question of this.questions)
      if (!question.ended) question.fail(new StudioError('worker-died', reason));
    for (const listener of this.listeners) listener(reason, null, 'restarting');
  }

  comeBack(
    next: ModelDescription | null = testModel,
    reason = 'A background worker stopped: out of memory',
  ): void {
    this.#loaded = next !== null;
    for (const listener of this.listeners) listener(reason, next, next ? 'running' : 'failed');
  }
}
