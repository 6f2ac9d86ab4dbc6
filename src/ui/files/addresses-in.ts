/** The addresses in a text that holds nothing else, one a line; null when it holds anything else. */
export function addressesIn(text: string): readonly string[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length > 0 && lines.every((line) => /^https?:\/\/\S+$/i.test(line)) ? lines : null;
}
