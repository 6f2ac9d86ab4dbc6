import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { KilledBrowser } from './killed-browser.ts';

export interface CrashResult {
  readonly kills: number;
  readonly edits: number;
  /** Edits that were done before a kill and reported as saved. */
  readonly saved: number;
  /** Edits that were there after a kill though they had not been reported as saved yet. */
  readonly more: number;
  /** What went wrong, in words; empty when every change reported as saved was there and the project always opened. */
  readonly faults: readonly string[];
}

export interface CrashPlan {
  readonly url: string;
  /** Folder of the browser's profile, empty at first. */
  readonly profile: string;
  readonly kills: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
  /** Done to each page before anything is sent to it. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** States that edits led to, as far as the page could tell of them. */
interface Told {
  /** Fingerprint of the state after so many edits. */
  readonly states: Map<number, string>;
  /** Edits that were reported as saved. */
  saved: number;
}

/** Edits a project in a real browser, kills the browser at random moments, opens it again and compares. */
export async function crashRun(plan: CrashPlan): Promise<CrashResult> {
  const { url, profile, kills, seed, log } = plan;
  const random = seededRandom(seed);
  const faults: string[] = [];
  const told: Told = { states: new Map(), saved: 0 };
  let [edits, saved, more] = [0, 0, 0];
  let address = url;
  for (let kill = 0; kill <= kills; kill++) {
    const browser = await KilledBrowser.start(profile);
    const { page } = browser;
    try {
      await plan.prepare?.(page);
      await openPage(page, address);
      const state = await stateOf(page);
      if (kill === 0) address = await makeProject(page);
      else {
        const last = Math.max(...told.states.keys());
        const found = [...told.states].findLast(([, known]) => known === state)?.[0];
        const at = found ?? ((await oneEditFurther(page, told.states.get(last))) ? last + 1 : null);
        if (at === null || at < told.saved)
          faults.push(
            `kill ${kill}: ${told.saved} edits were reported as saved, found ${at ?? 'another state'}`,
          );
        saved += told.saved;
        more += Math.max(0, (at ?? 0) - told.saved);
        log?.(`kill ${kill}: ${told.saved} of ${last} edits reported as saved, ${at} found`);
      }
      told.states.clear();
      told.saved = 0;
      told.states.set(0, await stateOf(page));
      if (kill === kills) break;
      await page.exposeFunction('tellDone', (edit: number, fingerprint: string) => {
        told.states.set(edit, hash(fingerprint));
      });
      await page.exposeFunction('tellSaved', (edit: number) => {
        told.saved = Math.max(told.saved, edit);
      });
      const lifetime = 200 + random() * 2800;
      await startEditing(page, Math.floor(random() * 2 ** 31));
      await new Promise((resolve) => setTimeout(resolve, lifetime));
      await browser.kill();
      edits += Math.max(...told.states.keys());
    } catch (error) {
      faults.push(`kill ${kill}: ${String(error)}`);
      if (faults.length > 5) break;
    } finally {
      await browser.kill().catch(() => undefined);
    }
  }
  return { kills, edits, saved, more, faults };
}

async function openPage(page: Page, address: string): Promise<void> {
  // Editing needs no model, and loading one again and again would only take time.
  await page.route('**/models/**', (route) => route.abort());
  await page.goto(address);
  await page.waitForFunction(() => {
    const { projects, project } = window.studio ?? {};
    if (projects?.getState().kind !== 'ready') return false;
    return location.hash === '' || project?.getState().id !== null;
  });
}

/** Gives the address of a new project with a photo. */
async function makeProject(page: Page): Promise<string> {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d');
    context?.fillRect(0, 0, 320, 240);
    const file = new File([await canvas.convertToBlob({ type: 'image/png' })], 'photo.png');
    await window.studio.newProject('Crash');
    await window.studio.openFiles([file]);
  });
  await page.waitForFunction(() => window.studio.project.getState().save.kind === 'saved');
  const { origin, id } = await page.evaluate(() => ({
    origin: location.origin,
    id: window.studio.project.getState().id,
  }));
  return `${origin}/#project=${id}`;
}

/** Everything that edits change, without ids. */
const fingerprint = (): string => {
  const { document, undo } = window.studio.project.getState();
  const classes = document.categories.map(({ name, colour }) => `${name} ${colour}`);
  const nameOf = new Map(document.categories.map(({ id, name }) => [id, name]));
  const objects = document.images.map(({ id, name }) => [
    name,
    (document.objects.get(id) ?? []).map(({ category, mask, visible, locked }) => {
      let sum = mask.top;
      for (const value of mask.runs) sum = (Math.imul(sum, 31) + value) | 0;
      return [nameOf.get(category), mask.runs.length, sum, visible, locked];
    }),
  ]);
  return JSON.stringify([classes, objects, undo.map(({ label }) => label)]);
};

async function stateOf(page: Page): Promise<string> {
  return hash(await page.evaluate(fingerprint));
}

/** Whether the state is one edit further than the last that the page could tell of before it was killed. */
async function oneEditFurther(page: Page, last: string | undefined): Promise<boolean> {
  for (const step of ['undo', 'redo'] as const) {
    await move(page, step);
    const state = await stateOf(page);
    await move(page, step === 'undo' ? 'redo' : 'undo');
    if (state === last) return true;
  }
  return false;
}

function move(page: Page, step: 'undo' | 'redo'): Promise<void> {
  return page.evaluate((undo) => (undo ? window.studio.undo() : window.studio.redo()), step === 'undo');
}

/** Edits without pause or end: masks small and large, classes, order, visibility, undo and redo. */
async function startEditing(page: Page, seed: number): Promise<void> {
  await page.evaluate(`window.fingerprint = ${fingerprint.toString()}`);
  await page.evaluate((start) => {
    const { studio } = window;
    const tell = window as unknown as {
      fingerprint(): string;
      tellDone(edit: number, fingerprint: string): Promise<void>;
      tellSaved(edit: number): Promise<void>;
    };
    let state = start;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    /** Noise of so many rows: about 1.4 kB a row. */
    const noise = (rows: number) => {
      const starts = [0];
      const runs: number[] = [];
      for (let y = 0; y < rows; y++) {
        for (let x = random(3); x < 630; x += 3 + random(3)) runs.push(x, x + 1 + random(2));
        starts.push(runs.length / 2);
      }
      const top = random(480 - rows);
      return { width: 640, height: 480, top, rows: Uint32Array.from(starts), runs: Uint32Array.from(runs) };
    };
    const objects = () => {
      const { document, currentImage } = studio.project.getState();
      return (currentImage && document.objects.get(currentImage)) || [];
    };
    const edits: readonly (() => void)[] = [
      () => {
        studio.select([]);
        studio.applyMask(noise(1 + random(4)), 'add', `Noise ${random(1e6)}`);
      },
      () => {
        studio.select([]);
        studio.applyMask(noise(20 + random(40)), 'add', `Large noise ${random(1e6)}`);
      },
      () => studio.classes.add(`class ${random(1e6)}`),
      () => {
        const object = objects()[random(objects().length)];
        if (object) studio.setVisible([object.id], !object.visible);
      },
      () => {
        const object = objects()[random(objects().length)];
        if (object && objects().length > 6) studio.remove([object.id]);
      },
      () => studio.undo(),
      () => studio.redo(),
    ];
    let done = 0;
    studio.project.subscribe(({ save }, before) => {
      // Edits happen in one task, so what is saved now is all that was done.
      if (save.kind === 'saved' && before.save.kind !== 'saved') void tell.tellSaved(done);
    });
    const next = () => {
      const before = tell.fingerprint();
      edits[random(edits.length)]?.();
      const after = tell.fingerprint();
      if (after !== before) {
        done += 1;
        void tell.tellDone(done, after);
      }
      setTimeout(next, random(200));
    };
    next();
  }, seed);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
