import type { ExportPlan, ExportRequest } from '../../studio/exchange/export-request.ts';
import { CheckRow } from '../primitives/check-row.tsx';

type Split = NonNullable<ExportRequest['split']>;

export interface SplitChoiceProps {
  readonly split: Split | null;
  readonly counts: ExportPlan['splits'];
  readonly onChange: (split: Split | null) => void;
}

const start: Split = { shares: { train: 80, val: 10, test: 10 }, seed: 1, groupBy: 'none' };
const parts = ['train', 'val', 'test'] as const;

/** Whether photos are divided for training: shares, a seed, and whether folders stay together. */
export function SplitChoice({ split, counts, onChange }: SplitChoiceProps) {
  const set = (change: Partial<Split>) => split && onChange({ ...split, ...change });
  return (
    <>
      <CheckRow
        name="Split for training"
        label="Split for training"
        on={split !== null}
        note={split && counts ? parts.map((part) => counts[part] ?? 0).join(' · ') : undefined}
        onChange={(on) => onChange(on ? start : null)}
      />
      {split && (
        <div className="exs" role="group" aria-label="Split">
          {parts.map((part) => (
            <NumberField
              key={part}
              name={part}
              value={split.shares[part]}
              onChange={(value) => set({ shares: { ...split.shares, [part]: value } })}
            />
          ))}
          <NumberField name="seed" value={split.seed} onChange={(seed) => set({ seed })} />
          <CheckRow
            name="Keep folders together"
            label="Keep folders together"
            on={split.groupBy === 'folder'}
            onChange={(on) => set({ groupBy: on ? 'folder' : 'none' })}
          />
          <p className="dim small">
            Every class keeps its share in each part. The same seed divides the same way.
          </p>
        </div>
      )}
    </>
  );
}

interface NumberFieldProps {
  readonly name: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function NumberField({ name, value, onChange }: NumberFieldProps) {
  return (
    <label className="exs-field">
      <span className="dim small">{name}</span>
      <input
        className="field num"
        type="number"
        min={0}
        max={999_999}
        step={1}
        value={value}
        onChange={({ target }) => {
          const next = target.valueAsNumber;
          if (Number.isInteger(next) && next >= 0) onChange(next);
        }}
      />
    </label>
  );
}
