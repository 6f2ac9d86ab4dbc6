import { useState } from 'react';
import type { Inspection } from '../../studio/inspection.ts';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';
import { answerText } from '../words/stream-lines.ts';

/** The whole answer of the turn, as text. */
export function CopyAnswer({ inspection }: { readonly inspection: Inspection }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async () => {
    const text = answerText(inspection.turnTokens);
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      // The browser asks, and people may say no.
      setState('refused');
    }
    setTimeout(() => setState('ready'), 1600);
  };
  const label = { ready: 'Copy answer as text', copied: 'Copied', refused: 'The browser refused to copy' }[
    state
  ];
  return (
    <Tip label={label}>
      <button type="button" className="ib sm" aria-label="Copy answer as text" onClick={() => void copy()}>
        <Icon name={state === 'copied' ? 'check' : 'copy'} />
        <span className="vh" role="status">
          {state === 'ready' ? '' : label}
        </span>
      </button>
    </Tip>
  );
}
