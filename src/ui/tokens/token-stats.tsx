import type { Turn } from '../../document/conversation.ts';
import type { Inspection } from '../../studio/inspection.ts';
import { formatCount } from '../words/plural.ts';

export interface TokenStatsProps {
  readonly inspection: Inspection;
  readonly turn: Turn | undefined;
}

/** Tokens of the object; the times are of the whole answer, which may hold others. */
export function TokenStats({ inspection, turn }: TokenStatsProps) {
  const { turnTokens } = inspection;
  const first = turnTokens[0]?.ms;
  const last = turnTokens.at(-1)?.ms;
  const writing = first !== undefined && last !== undefined ? last - first : 0;
  const total = turn?.timing?.total ?? last;
  return (
    <dl className="stats">
      <Stat name="Tokens" value={formatCount(inspection.tokens)} />
      <Stat name="First token" value={first === undefined ? '–' : formatCount(Math.round(first))} unit="ms" />
      <Stat
        name="Speed"
        value={writing > 0 ? ((1000 * turnTokens.length) / writing).toFixed(1) : '–'}
        unit="tok/s"
      />
      <Stat name="Total" value={total === undefined ? '–' : (total / 1000).toFixed(1)} unit="s" />
    </dl>
  );
}

function Stat({
  name,
  value,
  unit,
}: {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">
        {value} {unit !== undefined && <small>{unit}</small>}
      </dd>
    </div>
  );
}
