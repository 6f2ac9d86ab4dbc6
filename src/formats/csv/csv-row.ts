export type CsvValue = string | number | boolean | undefined;

/**
 * A row by RFC 4180, with its line end. Text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@` in front)
 * gets an apostrophe before it, so that nobody's label is carried out as a command; numbers stay as they are.
 */
export function csvRow(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
