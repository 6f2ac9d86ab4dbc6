import { Icon } from './icon.tsx';

export interface ProblemLinesProps {
  /** Accessible names of the section and of the list in it. */
  readonly name: string;
  readonly listName: string;
  /** Class of the list, which says how high it may be. */
  readonly className: string;
  /** Above the list: how many of what. */
  readonly title: string;
  readonly lines: readonly string[];
}

/** More would be no list any more; copying gives all. */
const listed = 100;

/** What could not be taken along or over, a line each, with a way to copy them all. */
export function ProblemLines({ name, listName, className, title, lines }: ProblemLinesProps) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={name}>
      <div className="row">
        <h3 className="lg">{title}</h3>
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
      <ul className={`chk ${className}`} tabIndex={0} aria-label={listName}>
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
