import type { Inspection } from '../../studio/inspection.ts';
import { formatCount } from '../words/plural.ts';

/** What the same object would cost in the other ways of writing masks. */
export function TokenComparison({
  inspection: { tokens, alternatives },
}: {
  readonly inspection: Inspection;
}) {
  const lines = [
    { name: 'Bricks, in the box', count: tokens, own: true },
    { name: 'Runs as text, in the box', count: alternatives.runs, own: false },
    { name: 'R-RLE, whole image', count: alternatives.rRle, own: false },
    { name: 'Raw 64 × 64', count: alternatives.iSd, own: false },
  ];
  const most = Math.max(...lines.map(({ count }) => count));
  return (
    <div className="cmp" role="table" aria-label="Token count compared">
      {lines.map(({ name, count, own }) => (
        <div key={name} role="row" className={own ? 'own' : ''}>
          <span role="rowheader">{name}</span>
          <span role="cell" aria-hidden="true">
            <span className="bar">
              <i style={{ width: `${Math.max(0.5, (100 * count) / most)}%` }} />
            </span>
          </span>
          <span role="cell" className="num r">
            {formatCount(count)}
            {!own && ` · ${ratio(count / tokens)}×`}
          </span>
        </div>
      ))}
    </div>
  );
}

function ratio(value: number): string {
  return value < 9.95 ? value.toFixed(1) : Math.round(value).toString();
}
