const groups = new Intl.NumberFormat('en');

export const formatCount = (count: number): string => groups.format(count);

/** "1 image", "11 images". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
