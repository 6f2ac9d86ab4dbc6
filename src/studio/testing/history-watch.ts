import { applyEvent } from '../../document/apply-event.ts';
import { eventSchema } from '../../document/event-schema.ts';
import { packValues, unpackValues } from '../../document/pack-values.ts';
import type { ProjectEvent, RememberedProject } from '../../document/project-event.ts';
import { bytesOf } from '../../document/testing/document-bytes.ts';
import type { ProjectState } from '../project-state.ts';
import type { OpenStudio } from './open-studio.ts';

type Step = ProjectState['undo'][number];

/** Looks at every state that a studio goes through, and keeps what its session tells of them. */
export class HistoryWatch {
  /** States that were not what they had been: what undo, redo or a jump brought back wrongly. */
  readonly faults: string[] = [];
  readonly #events: ProjectEvent[] = [];
  readonly #start: RememberedProject;
  /** The document after each step; the step itself is the key, as the same name may come twice. */
  readonly #bytes = new Map<Step | null, string>();
  /** What was the last step when a step was done: where undo leads, even once that is forgotten. */
  readonly #before = new Map<Step, Step | null>();
  #last: Step | null = null;

  /** From now on; nothing may have been done yet. */
  constructor({ session, studio }: OpenStudio) {
    this.#start = session.remembered;
    const tell = session.onEvents;
    session.onEvents = (events) => {
      this.#events.push(...events);
      tell(events);
    };
    this.#look(studio.project.getState());
    studio.project.subscribe((state, before) => {
      if (state.document !== before.document || state.undo !== before.undo) this.#look(state);
    });
  }

  /** How many there were. */
  get states(): number {
    return this.#bytes.size;
  }

  /** The start with all that was told carried out on it, each event as it comes back from a disk. */
  replayed(): RememberedProject {
    return this.#events
      .map((event) => eventSchema.parse(unpackValues(packValues(event))))
      .reduce(applyEvent, this.#start);
  }

  #look({ document, undo, redo }: ProjectState): void {
    const done = undo.at(-1);
    if (done && !this.#bytes.has(done)) {
      const joined = undo.at(-2) ?? null;
      this.#before.set(done, undo.length > 1 ? joined : this.#last);
    }
    const key = done ?? (redo[0] && this.#before.get(redo[0])) ?? null;
    this.#last = key;
    const bytes = bytesOf(document);
    const known = this.#bytes.get(key);
    if (known === undefined) this.#bytes.set(key, bytes);
    else if (known !== bytes) this.faults.push(`The document after "${key?.label ?? 'nothing'}" is another.`);
  }
}
