import { useState } from 'react';
import type { ExportPlan } from '../../studio/exchange/export-request.ts';
import { Icon } from '../primitives/icon.tsx';
import { formatBytes } from '../words/bytes.ts';
import { jsonParts } from './json-parts.ts';

/** The beginning of the file as it will be written. */
export function FilePreview({ plan }: { readonly plan: ExportPlan | null }) {
  return (
    <div className="exr">
      <div className="row exr-head">
        <span className="mono dim cut">{plan?.preview?.path ?? ''}</span>
        <span className="grow" />
        {plan?.preview?.bytes != null && (
          <span className="low num small">{formatBytes(plan.preview.bytes)}</span>
        )}
        {plan?.preview?.text && <CopyPreview text={plan.preview.text} />}
      </div>
      <pre
        className="code"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label="Preview of the file"
      >
        {plan?.preview &&
          jsonParts(plan.preview.text).map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name.
            <span key={index} className={kind ?? undefined}>
              {text}
            </span>
          ))}
      </pre>
    </div>
  );
}

function CopyPreview({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // The browser asks, and people may say no; the text can still be selected.
      () => setCopied(false),
    );
  return (
    <button type="button" className="ib sm" aria-label="Copy the preview" onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
