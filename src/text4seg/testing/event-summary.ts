import type { StreamEvent } from '../stream-event.ts';

/** A stream's events in the short form of GRAMMAR.md, e.g. `brick +3 (0,0)`, `malformed bad-run @1`. */
export function summary(events: readonly StreamEvent[]): string[] {
  return events.map((event) => {
    switch (event.kind) {
      case 'text':
        return `text ${event.text.replaceAll('\n', '\\n')}`;
      case 'ref':
        return `ref ${event.label}`;
      case 'box':
        return `box ${event.object} ${event.label} ${Object.values(event.box).join(' ')}`;
      case 'segment':
        return `segment ${event.object}`;
      case 'brick':
        return `brick ${event.foreground ? '+' : '-'}${event.length} (${event.x},${event.y})${labelOf(event)}`;
      case 'object':
        return `object ${event.object} missing ${event.missing}`;
      case 'malformed':
        return `malformed ${event.reason} @${event.at}`;
      default:
        return event.kind;
    }
  });
}

function labelOf({ label }: { readonly label?: string }): string {
  return label === undefined ? '' : ` ${label}`;
}
