/** Of one answered reference, all that the scores need. Areas are pixels of the photo at full resolution. */
export interface ReferenceRecord {
  /** Scores are given for each group and over all. */
  readonly group: string;
  /** Pixels in both the union of the predicted masks and the union of the true ones. */
  readonly intersection: number;
  /** Pixels in either. */
  readonly union: number;
  /** Nothing is meant: the truth says that the photo does not show it. */
  readonly noTarget: boolean;
  /** The answer was that there is nothing. */
  readonly answeredNone: boolean;
  /** For each pair of predicted box i and true box j, their IoU as boxIous[i][j]; absent when boxes are not compared. */
  readonly boxIous?: readonly (readonly number[])[];
}
