import { plural } from './plural.ts';

const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** A file size as operating systems write it: decimal, at most three digits. Whole KB below a megabyte. */
export function formatBytes(bytes: number): string {
  if (bytes > 0 && bytes < 1000) return plural(Math.round(bytes), 'byte');
  const { value, unit } = scale(bytes);
  return `${digits(value, unit)} ${unit}`;
}

/** "8.2 of 14.3 MB": both in the unit of the whole. */
export function formatBytesOf(part: number, whole: number): string {
  const { value, unit } = scale(whole);
  return `${digits((part * value) / (whole || 1), unit)} of ${digits(value, unit)} ${unit}`;
}

function scale(bytes: number): { readonly value: number; readonly unit: (typeof units)[number] } {
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return { value, unit: units[unit] ?? 'TB' };
}

function digits(value: number, unit: string): string {
  return unit === 'KB' || value >= 99.5 ? Math.round(value).toString() : value.toFixed(1);
}
