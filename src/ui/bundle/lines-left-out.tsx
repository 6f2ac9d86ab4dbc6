import { Icon } from '../primitives/icon.tsx';

export interface LinesLeftOutProps {
  /** Above the list: how many of what. */
  readonly title: string;
  readonly lines: readonly string[];
}

/** More would be no list any more; copying gives all. */
const listed = 100;

/** What is not in a bundle, by name and reason. */
export function LinesLeftOut({ title, lines }: LinesLeftOutProps) {
  if (lines.length === 0) return null;
  return (
    <section aria-label="Left out">
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
      <ul className="chk bdl-lines" tabIndex={0} aria-label="List of what is left out">
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
