/** Longest label that is kept of a reference or a run; what goes on longer is no label. */
export const maxLabelLength = 512;

/** Whether a label of a run means background: compared without regard to case and outer spaces. */
export function isBackground(label: string, background: readonly string[]): boolean {
  const plain = label.trim().toLowerCase();
  return background.some((word) => word.toLowerCase() === plain);
}

/**
 * Whether two labels name the same thing: models repeat a label in another case ("Dog *3| dog *2").
 */
export function labelKey(label: string): string {
  return label.trim().toLowerCase();
}

/** Labels of a run must survive between `|`, newline and tags; null when this one does, else what is wrong with it. */
export function labelFault(label: string): string | null {
  if (label.trim() === '') return 'it is empty';
  if (label !== label.trim()) return 'it begins or ends with a space';
  if (label.length > maxLabelLength) return `it is longer than ${maxLabelLength} characters`;
  const sign = /[|\n\r<>]/.exec(label)?.[0];
  return sign === undefined ? null : `it contains ${JSON.stringify(sign)}`;
}
