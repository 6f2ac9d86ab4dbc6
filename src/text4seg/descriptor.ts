import { StudioError } from '../errors/studio-error.ts';

/**
 * How a model writes masks. `bricks` and `runs` describe the cells of a box (Text4Seg++), the others label every cell
 * of the image (Text4Seg): `i-sd` one label a cell, `i-rle` runs over the flattened grid, `r-rle` runs row by row.
 */
export type DescriptorKind = 'bricks' | 'runs' | 'i-sd' | 'i-rle' | 'r-rle';

/** What the papers leave open and a package's manifest declares; `manifest.descriptor` is one of these. */
export interface Descriptor {
  readonly kind: DescriptorKind;
  /** Cells a side. */
  readonly grid: number;
  /** Longest brick; runs written as text have no limit but the box. */
  readonly maxRun: number;
  /** Whether the model may let a run go on in the next row. Reading accepts it anyway and reports it if not. */
  readonly crossRows: boolean;
  /** What ends a row; null when nothing does. */
  readonly rowSeparator: string | null;
  readonly box: { readonly edges: 'half-open' | 'inclusive'; readonly bins: number };
  readonly coordinates: 'tokens' | 'text';
  /** Labels that mean background, compared without regard to case. */
  readonly background: readonly string[];
}

/** The embedded model's: 126 bricks at 64x64, half-open boxes, one token a coordinate. */
export const brickDescriptor: Descriptor = {
  kind: 'bricks',
  grid: 64,
  maxRun: 63,
  crossRows: false,
  rowSeparator: null,
  box: { edges: 'half-open', bins: 64 },
  coordinates: 'tokens',
  background: ['others'],
};

/** The forms in which the papers publish each descriptor, coordinates as text. */
export function descriptorOf(
  kind: DescriptorKind,
  grid: number,
  overrides: Partial<Descriptor> = {},
): Descriptor {
  return {
    ...brickDescriptor,
    kind,
    grid,
    crossRows: kind === 'i-rle',
    rowSeparator: kind === 'i-sd' || kind === 'r-rle' ? '\n' : null,
    coordinates: 'text',
    ...overrides,
  };
}

/** Whether a descriptor labels the whole image and therefore needs no box. */
export function coversImage(descriptor: Descriptor): boolean {
  return descriptor.kind !== 'bricks' && descriptor.kind !== 'runs';
}

/** Largest grid that can be read; keeps positions and canvases small whatever a manifest says. */
const maxGrid = 1024;

/** Throws StudioError `descriptor-invalid` when no stream could be read by this declaration. */
export function checkDescriptor(descriptor: Descriptor): void {
  const { grid, maxRun, rowSeparator, box } = descriptor;
  const refuse = (words: string): never => {
    throw new StudioError('descriptor-invalid', `The model package's descriptor cannot be read: ${words}.`);
  };
  if (!Number.isInteger(grid) || grid < 1 || grid > maxGrid) refuse(`a grid of ${grid} cells a side`);
  if (!Number.isInteger(box.bins) || box.bins < 2 || box.bins > maxGrid)
    refuse(`${box.bins} coordinate bins`);
  if (!Number.isInteger(maxRun) || maxRun < 1 || maxRun > maxGrid * maxGrid)
    refuse(`runs of up to ${maxRun}`);
  if (rowSeparator !== null && !/^(?:[^\p{L}\p{N}\s<>|*]|\n|<[^<>]+>)$/u.test(rowSeparator)) {
    refuse(`rows ended by ${JSON.stringify(rowSeparator)}; it must be a newline, one sign or one <tag>`);
  }
}
