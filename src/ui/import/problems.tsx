import type { ImportState } from '../../studio/exchange/import-state.ts';
import { Icon } from '../primitives/icon.tsx';
import { plural } from '../words/plural.ts';

type Failed = Extract<ImportState, { kind: 'ready' }>['failed'];

export interface ProblemsProps {
  readonly failed: Failed;
  /** Files that no format reads. */
  readonly unread?: readonly string[];
}

/** More would be no list any more; copying gives all. */
const listed = 100;

/** What could not be taken over, with file and place. */
export function Problems({ failed, unread = [] }: ProblemsProps) {
  if (failed.length === 0 && unread.length === 0) return null;
  const lines = [
    ...failed.map(lineOf),
    ...unread.map((path) => `${path}: no annotations that can be read here.`),
  ];
  return (
    <section aria-label="Problems">
      <div className="row">
        <h3 className="lg">{plural(lines.length, 'problem')}; everything else is read</h3>
        <span className="grow" />
        <button
          type="button"
          className="btn sm quiet"
          onClick={() => void navigator.clipboard.writeText(lines.join('\n')).catch(() => undefined)}
        >
          <Icon name="copy" size="s" />
          Copy all
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ul className="chk imp-problems" tabIndex={0} aria-label="List of problems">
        {lines.slice(0, listed).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several may say the same.
          <li key={index} className="warn">
            <Icon name="alert" />
            <span>{line}</span>
          </li>
        ))}
        {lines.length > listed && <li className="dim">and {lines.length - listed} more</li>}
      </ul>
    </section>
  );
}

function lineOf({ file, place, reason }: Failed[number]): string {
  const where =
    place.kind === 'line' ? ` line ${place.line}` : place.kind === 'pointer' ? ` ${place.pointer}` : '';
  return `${file}${where}: ${reason}`;
}
