import type { SegmentationModel } from '../model/segmentation-model.ts';
import type { TokenTable } from '../text4seg/token-table.ts';

/** A model from a package, with what reading its answers takes. */
export interface LoadedModel extends SegmentationModel {
  readonly tokenTable: TokenTable;
}
