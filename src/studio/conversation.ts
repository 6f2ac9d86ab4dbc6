import { createStore } from 'zustand/vanilla';
import type { Turn, TurnOutcome } from '../document/conversation.ts';
import type {
  Category,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  TurnId,
} from '../document/document.ts';
import { imageById, objectById } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import { maskArea } from '../mask/measure.ts';
import type { Place } from '../mask/place.ts';
import type { ModelTurn } from '../model/segmentation-model.ts';
import { acceptAnswer } from './accept-answer.ts';
import type { AnswerState, QueuedQuestion } from './answer-state.ts';
import { doneAnnouncement, nothingFoundSentence, paintingAnnouncement, tidyWords } from './answer-words.ts';
import { carryOutSpoken } from './carry-out-spoken.ts';
import { categoryFor } from './class-name.ts';
import type { EditDesk } from './editing/edit-desk.ts';
import { type GrowingObject, LiveAnswer, maskConfidence } from './live-answer.ts';
import type { ModelLoader } from './model-loader.ts';
import type { PhotoEncoder } from './photo-encoder.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import { nothingAtPlace } from './place-question.ts';
import type { ProjectSession } from './project-session.ts';
import { readQuestion } from './read-question.ts';
import { mayBeReplaced, offerToReplace } from './replace-answer.ts';
import { hasObjectOf } from './resolve-target.ts';
import { readSpokenCommand, type SpokenCommand } from './spoken-command.ts';
import type { StudioDependencies } from './studio-dependencies.ts';

/** Earlier turns that the model reads again with a question: more costs time and says little. */
const contextTurns = 2;
/** Drafts of a running answer are saved this often, so that a crash keeps the rows. */
const draftInterval = 1000;

interface Parts {
  readonly session: ProjectSession;
  readonly desk: EditDesk;
  readonly photos: PhotoShelf;
  readonly encoder: PhotoEncoder;
  readonly model: ModelLoader;
  readonly deps: StudioDependencies;
  /** Selection and announcements belong to the view. */
  readonly view: {
    selectIfNone(object: ObjectId): void;
    announce(text: string): void;
  };
}

/** Questions and their answers: one runs at a time, others wait; each becomes at most one undo step. */
export class Conversation {
  readonly store = createStore<AnswerState>(() => ({ running: null, queue: [] }));
  readonly #parts: Parts;
  #abort: AbortController | null = null;
  #cancelFrame: (() => void) | null = null;
  #working = false;
  #disposed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `place`: where on the photo the question points, if it does; see `Studio.askAt`. */
  ask(image: ImageId, prompt: string, place?: Place<'canvas'>): void {
    const text = prompt.trim();
    if (text === '') return;
    const { session, deps } = this.#parts;
    const turn = deps.newId() as TurnId;
    const question = { prompt: text, ...(place && { place }) };
    session.addTurn(image, { ...emptyTurn, ...question, id: turn, askedAt: deps.now() });
    this.store.setState(({ queue }) => ({ queue: [...queue, { turn, image, ...question }] }));
    void this.#work();
  }

  /** Stops the running answer; what is painted is kept as a draft. */
  stop(): void {
    this.#abort?.abort();
  }

  unqueue(turn: TurnId): void {
    const job = this.store.getState().queue.find((waiting) => waiting.turn === turn);
    if (!job) return;
    this.store.setState(({ queue }) => ({ queue: queue.filter((waiting) => waiting !== job) }));
    this.#parts.session.removeTurn(job.image, turn);
  }

  /** Takes back everything about a photo that is being removed. */
  forget(image: ImageId): void {
    for (const { turn } of this.store.getState().queue.filter((job) => job.image === image))
      this.unqueue(turn);
    if (this.store.getState().running?.image === image) this.stop();
  }

  dispose(): void {
    this.#disposed = true;
    this.store.setState({ queue: [] });
    this.stop();
    this.#cancelFrame?.();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      for (;;) {
        const [job] = this.store.getState().queue;
        if (!job || this.#disposed) return;
        const image = imageById(this.#parts.session.document, job.image);
        const spoken = image && this.#spokenIn(job, image);
        // A command is done before it leaves the queue: it never runs as an answer does.
        if (spoken) await this.#carryOut(job, image, spoken);
        this.store.setState(({ queue }) => ({ queue: queue.filter((waiting) => waiting !== job) }));
        if (!image) this.#abandon(job);
        else if (!spoken) await this.#run(job, image);
      }
    } finally {
      this.#working = false;
    }
  }

  #spokenIn(job: QueuedQuestion, image: ImageRecord): SpokenCommand | null {
    const { document } = this.#parts.session;
    // Words at a place say what is there; commands point at objects by their words.
    return job.place ? null : readSpokenCommand(job.prompt, (name) => hasObjectOf(document, image, name));
  }

  async #run(job: QueuedQuestion, image: ImageRecord): Promise<void> {
    const { session } = this.#parts;
    session.updateTurn(job.image, job.turn, { outcome: { kind: 'running' } });
    this.#pin(job.image);
    const abort = new AbortController();
    this.#abort = abort;
    const live = this.#startLive(job);
    this.#publish(live);
    try {
      const failure = await this.#stream(job, image, live, abort.signal).then(
        () => null,
        (error: unknown) => error,
      );
      if (!this.#disposed) await this.#finish(job, live, failure, abort.signal.aborted);
    } catch (error) {
      // Taking the answer over failed: the turn must say so, and the next question must still run.
      session.updateTurn(job.image, job.turn, { outcome: outcomeOf(live, 0, error, false) });
    } finally {
      this.#abort = null;
      this.#cancelFrame?.();
      this.#cancelFrame = null;
      this.store.setState({ running: null });
      this.#pin();
    }
  }

  /** The photo shown and the one being answered stay open whatever else is looked at. */
  #pin(...also: ImageId[]): void {
    const { session, photos } = this.#parts;
    photos.pin(session.currentImage ? [session.currentImage, ...also] : also);
  }

  #startLive(question: QueuedQuestion): LiveAnswer {
    const { session, deps } = this.#parts;
    const added: Category[] = [];
    const asked = readQuestion(question).noun;
    return new LiveAnswer({
      ...question,
      startedAt: deps.now(),
      // The same choice as acceptAnswer will make, so that no colour changes when the answer is done.
      colourFor: (label) => {
        const { document } = session;
        const grown = { ...document, categories: [...document.categories, ...added] };
        const { category, isNew } = categoryFor(grown, label, () => `live-${added.length}`, asked);
        if (isNew) added.push(category);
        return category.colour;
      },
    });
  }

  async #stream(
    job: QueuedQuestion,
    image: ImageRecord,
    live: LiveAnswer,
    signal: AbortSignal,
  ): Promise<void> {
    const { deps, model, photos, encoder } = this.#parts;
    await model.ready(signal);
    await photos.ensure(image);
    live.phase = 'reading';
    this.#schedule(live);
    await encoder.ensure(job.image, signal);
    const { place } = job;
    const { prompt, needsContext } = readQuestion(job);
    const conversation = [...(needsContext ? this.#context(job) : []), { prompt, ...(place && { place }) }];
    let savedAt = deps.now();
    for await (const update of deps.inference.ask(job.image, conversation, signal)) {
      const boxes = live.objects.length;
      for (const object of live.apply(update)) this.#refine(job, image, object, live);
      for (const object of live.objects.slice(boxes))
        this.#parts.view.announce(paintingAnnouncement(object.label));
      this.#schedule(live);
      if (deps.now() - savedAt > draftInterval) {
        savedAt = deps.now();
        this.#saveDraft(job, live);
      }
    }
  }

  /** Earlier answers about this photo, oldest first, as the model reads them. */
  #context(job: QueuedQuestion): ModelTurn[] {
    const answered = this.#parts.session.turns(job.image).filter(({ outcome, tokens, ...question }) => {
      // A place where nothing could be named says nothing about what to look for.
      const named =
        outcome.kind === 'done' || (outcome.kind === 'none-found' && readQuestion(question).words !== '');
      return named && tokens.length > 0;
    });
    return answered.slice(-contextTurns).map((turn) => ({
      prompt: readQuestion(turn).words,
      ...(turn.place && { place: turn.place }),
      answerIds: turn.tokens.map(({ id }) => id),
    }));
  }

  readonly #refining = new Map<GrowingObject, Promise<void>>();

  #refine(job: QueuedQuestion, image: ImageRecord, object: GrowingObject, live: LiveAnswer): void {
    const cells = object.canvas?.cells.slice();
    if (!cells) return;
    const refined = this.#parts.deps.pixels.refine({ key: job.image, cells, box: object.box }).then(
      (mask) => {
        object.refined = mask;
        object.phase = 'done';
        const share = maskArea(mask) / (image.width * image.height);
        this.#parts.view.announce(doneAnnouncement(object.label, share, maskConfidence(object)));
      },
      // The cells as written are a valid mask too: acceptAnswer takes them when there is no refined one.
      () => {
        object.phase = 'done';
      },
    );
    this.#refining.set(
      object,
      refined.then(() => this.#schedule(live)),
    );
  }

  async #finish(job: QueuedQuestion, live: LiveAnswer, failure: unknown, stopped: boolean): Promise<void> {
    const { session, deps, desk } = this.#parts;
    const image = imageById(session.document, job.image);
    if (image && (failure || stopped))
      for (const object of live.objects)
        if (object.phase === 'painting') this.#refine(job, image, object, live);
    if (this.#refining.size > 0) {
      live.phase = 'refining';
      this.#publish(live);
      await Promise.all(this.#refining.values());
      this.#refining.clear();
    }
    // What hands have under way may be about what this answer replaces.
    await desk.pending.settled();
    if (this.#disposed) return;
    if (!image || !imageById(session.document, job.image)) {
      this.#abandon(job);
      return;
    }
    const { model } = this.#parts;
    const modelState = model.store.getState();
    // Half an answer is no better than the whole one before it.
    const before = readQuestion(job).replaces && failure === null ? this.#lastAnswer(image, job.turn) : [];
    const kept = before.filter((object) => !mayBeReplaced(object)).map(({ id }) => id);
    const accepted = acceptAnswer(session.document, live.objects, {
      image,
      turn: job.turn,
      prompt: job.prompt,
      asked: readQuestion(job).noun,
      model: modelState.kind === 'ready' ? modelState.description.id : 'unknown',
      partial: failure !== null,
      replaces: before.filter(mayBeReplaced).map(({ id }) => id),
      newId: deps.newId,
    });
    if (accepted.command) session.run(accepted.name, accepted.command);
    session.updateTurn(job.image, job.turn, {
      outcome: outcomeOf(live, accepted.objects.length, failure, stopped),
      tokens: live.tokens.slice(),
      words: wordsOf(job, live, accepted.objects.length, failure),
      objects: accepted.objects,
      ghost: live.ghost ? Uint8Array.from(live.ghost, (p) => Math.round(255 * p)) : null,
      timing: live.timing,
      drafts: [],
    });
    const [first] = accepted.objects;
    if (first && session.currentImage === job.image) this.#parts.view.selectIfNone(first);
    if (first) offerToReplace(desk, job.image, kept, accepted.objects);
  }

  /** The photo is gone. Undo may bring it back with its conversation, where nothing must seem to run. */
  #abandon({ image, turn }: QueuedQuestion): void {
    this.#parts.session.updateTurn(image, turn, { outcome: { kind: 'stopped', kept: false }, drafts: [] });
  }

  #saveDraft({ image, turn }: QueuedQuestion, live: LiveAnswer): void {
    const drafts = live.objects.flatMap(({ label, box, canvas }) =>
      canvas ? [{ label, box, cells: canvas.cells.slice() }] : [],
    );
    this.#parts.session.updateTurn(image, turn, { drafts });
  }

  /** Objects of the latest answer, or of the one before `turn`, that are still there. */
  #lastAnswer(image: ImageRecord, turn?: TurnId): readonly SegmentedObject[] {
    const { session } = this.#parts;
    const earlier = session.turns(image.id).filter(({ id, objects }) => id !== turn && objects.length > 0);
    return (earlier.at(-1)?.objects ?? []).flatMap((id) => objectById(session.document, image.id, id) ?? []);
  }

  async #carryOut(job: QueuedQuestion, image: ImageRecord, spoken: SpokenCommand): Promise<void> {
    const { session, desk } = this.#parts;
    const lastAnswer = this.#lastAnswer(image).map(({ id }) => id);
    const { message, objects } = await carryOutSpoken(spoken, desk, job.image, lastAnswer);
    session.updateTurn(job.image, job.turn, { outcome: { kind: 'command', message }, objects });
  }

  #schedule(live: LiveAnswer): void {
    if (this.#cancelFrame || this.#disposed) return;
    this.#cancelFrame = this.#parts.deps.onNextFrame(() => {
      this.#cancelFrame = null;
      this.#publish(live);
    });
  }

  #publish(live: LiveAnswer): void {
    this.store.setState({ running: live.snapshot() });
  }
}

const emptyTurn: Omit<Turn, 'id' | 'prompt' | 'askedAt'> = {
  outcome: { kind: 'queued' },
  tokens: [],
  words: '',
  objects: [],
  ghost: null,
  timing: null,
};

function outcomeOf(live: LiveAnswer, objects: number, failure: unknown, stopped: boolean): TurnOutcome {
  if (stopped) return { kind: 'stopped', kept: objects > 0 };
  if (failure !== null) {
    const kept = objects > 0 ? ' What was painted so far is kept as a draft.' : '';
    const code = failure instanceof StudioError ? failure.code : 'inference-failed';
    const message = failure instanceof Error ? failure.message : String(failure);
    return { kind: 'failed', code, message: `${message}${kept}` };
  }
  if (live.malformed.length > 0)
    return {
      kind: 'repaired',
      repairs: live.malformed.map(({ message, at }) => `Token ${at + 1}: ${message}`),
    };
  const missing = objects === 0 && live.words.trim() === '';
  return { kind: live.none || missing ? 'none-found' : 'done' };
}

function wordsOf(job: QueuedQuestion, live: LiveAnswer, objects: number, failure: unknown): string {
  const words = tidyWords(live.words);
  if (words !== '' || objects > 0 || failure !== null) return words;
  return readQuestion(job).words === '' ? nothingAtPlace : nothingFoundSentence(job.prompt);
}
