import { Fragment, useLayoutEffect, useMemo, useRef } from 'react';
import type { TurnToken } from '../../document/conversation.ts';
import { type StreamLine, streamLines } from '../words/stream-lines.ts';

/** Lines in the page while tokens arrive: what fits, and one more that fades. */
const liveLines = 8;

export interface TokenStreamProps {
  readonly id: string;
  readonly tokens: readonly TurnToken[];
  readonly live: boolean;
  readonly colour: string;
}

export function TokenStream({ id, tokens, live, colour }: TokenStreamProps) {
  const all = useMemo(() => streamLines(tokens), [tokens]);
  const lines = live ? all.slice(-liveLines) : all;
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the answer ends and all lines come back.
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [live]);
  return (
    <div
      id={id}
      ref={box}
      className={live ? 'stream live' : 'stream'}
      style={{ '--c': colour } as React.CSSProperties}
      role="log"
      aria-label="Live tokens"
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      {lines.map((line, index) => (
        <Line key={line.parts[0]?.token ?? index} line={line} caret={live && index === lines.length - 1} />
      ))}
      {live && lines.length === 0 && (
        <div>
          <i className="caret" />
        </div>
      )}
    </div>
  );
}

const classes = { foreground: 'fgk', background: 'bg', tag: 'sp', word: '' } as const;

function Line({ line, caret }: { readonly line: StreamLine; readonly caret: boolean }) {
  return (
    <div>
      <span className="rn">{line.row === null ? '' : `r${line.row}`}</span>
      {line.parts.map(({ kind, text, token }) => (
        <Fragment key={token}>
          <span className={classes[kind]}>{text.trim()}</span>{' '}
        </Fragment>
      ))}
      {caret && <i className="caret" />}
    </div>
  );
}
