import type { MalformedReason, StreamEvent } from './stream-event.ts';

/** Where the parts of the stream parser put their events, stamped with the position of what is being read. */
export class EventSink {
  /** Index of the token or text piece being read. */
  at = 0;
  /** Characters and symbols looked at so far, each time they are; the proof of constant work a step reads it. */
  work = 0;
  #events: StreamEvent[] = [];

  emit(event: StreamEvent): void {
    this.#events.push(event);
  }

  /** Words of one piece are one event, however many false tags they hold. */
  text(text: string): void {
    const last = this.#events.at(-1);
    if (last?.kind === 'text' && last.at === this.at) {
      this.#events[this.#events.length - 1] = { kind: 'text', text: last.text + text, at: this.at };
    } else {
      this.#events.push({ kind: 'text', text, at: this.at });
    }
  }

  malformed(reason: MalformedReason, message: string): void {
    this.#events.push({ kind: 'malformed', reason, message, at: this.at });
  }

  /** The events since the last call. */
  take(): StreamEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
