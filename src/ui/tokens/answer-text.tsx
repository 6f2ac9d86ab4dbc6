import { Fragment, useEffect, useMemo, useRef } from 'react';
import type { Inspection } from '../../studio/inspection.ts';
import { useView } from '../desk.ts';
import { isTag, spaced } from '../words/stream-lines.ts';

/** The object's text as the model wrote it; the bricks of the row in hand are marked. */
export function AnswerText({ inspection }: { readonly inspection: Inspection }) {
  const chosen = useView((view) => view.inspectedRow);
  const box = useRef<HTMLElement>(null);
  const marked = useMemo(() => {
    const row = inspection.rows.find(({ row: own }) => own === chosen);
    return new Set(row?.bricks.map(({ token }) => token));
  }, [inspection, chosen]);

  useEffect(() => {
    if (chosen === null || !box.current) return;
    const mark = box.current.querySelector('mark');
    // Not scrollIntoView: that would scroll the panel too.
    if (mark) box.current.scrollTop = mark.offsetTop - box.current.clientHeight / 2;
  }, [chosen]);

  const [from, last] = inspection.span;
  const tokens = inspection.turnTokens.slice(from, last + 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={box} className="raw" aria-label="Answer as text" tabIndex={0}>
      {tokens.map(({ text }, index) => {
        const token = from + index;
        const shown = spaced(text, tokens[index - 1]?.text);
        if (!marked.has(token)) {
          return (
            <span key={token} className={isTag(text) ? 'sp' : undefined}>
              {shown}
            </span>
          );
        }
        // The space before the first brick of the row is not part of it.
        const first = !marked.has(token - 1) && shown.startsWith(' ');
        return (
          <Fragment key={token}>
            {first && ' '}
            <mark>{first ? shown.slice(1) : shown}</mark>
          </Fragment>
        );
      })}
    </section>
  );
}
