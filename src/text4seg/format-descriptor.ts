import { StudioError } from '../errors/studio-error.ts';
import type { CellFrame } from './cell-frame.ts';
import { type CellRun, cellRuns } from './cell-runs.ts';
import type { Descriptor } from './descriptor.ts';
import { isBackground, labelFault } from './label-rules.ts';

/** Runs of cells as signed lengths, foreground positive: what one token each stands for. */
export function brickRuns(cells: Uint8Array, frame: CellFrame, descriptor: Descriptor): number[] {
  return brickRows(cells, frame, descriptor).flat();
}

/**
 * What stands between `<seg>` and `</seg>`.
 *
 * @param cells grid x grid, row-major: 0 background, n means `labels[n - 1]` (bricks know only one label)
 * @throws StudioError `descriptor-invalid` for a label that could not be read back
 */
export function formatDescriptor(
  cells: Uint8Array | Uint16Array,
  labels: readonly string[],
  frame: CellFrame,
  descriptor: Descriptor,
): string {
  const { kind, rowSeparator, crossRows } = descriptor;
  if (kind === 'bricks') {
    const rows = brickRows(cells, frame, descriptor);
    const end = rowSeparator ?? '';
    return rows.map((row) => row.map((n) => (n > 0 ? `fg${n}` : `bg${-n}`)).join('') + end).join('');
  }
  const names = labelNames(labels, descriptor);
  const one = kind === 'i-sd';
  const rows = cellRuns(cells, frame.grid, frame.box, {
    crossRows: crossRows && rowSeparator === null && !one,
    maxRun: one ? 1 : Number.POSITIVE_INFINITY,
  });
  const item = ({ value, length }: CellRun) => (one ? names[value]! : `${names[value]} *${length}`);
  const lines = rows.map((row) => row.map(item).join('| '));
  return rowSeparator === null ? lines.join('| ') : lines.join(`${rowSeparator} `) + rowSeparator;
}

function brickRows(cells: Uint8Array | Uint16Array, frame: CellFrame, descriptor: Descriptor): number[][] {
  const { crossRows, rowSeparator, maxRun } = descriptor;
  const rows = cellRuns(cells, frame.grid, frame.box, {
    crossRows: crossRows && rowSeparator === null,
    maxRun,
  });
  return rows.map((row) => row.map(({ value, length }) => (value === 0 ? -length : length)));
}

/** The label of each cell value; refuses those that could not be told from syntax or background. */
function labelNames(labels: readonly string[], { background }: Descriptor): readonly string[] {
  const [others] = background;
  if (others === undefined) {
    throw new StudioError('descriptor-invalid', 'Runs written as text need a label for the background.');
  }
  for (const label of labels) {
    const fault = labelFault(label) ?? (isBackground(label, background) ? 'it means background' : null);
    if (fault !== null) {
      throw new StudioError(
        'descriptor-invalid',
        `The label ${JSON.stringify(label)} cannot be written: ${fault}.`,
      );
    }
  }
  return [others, ...labels];
}
