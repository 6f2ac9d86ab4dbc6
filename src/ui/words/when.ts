const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When something was, as people say it: "just now", "12 minutes ago", "yesterday", "18 November". */
export function when(at: number, now: number): string {
  if (at <= 0) return '';
  const ago = Math.max(0, now - at);
  if (ago < minute) return 'just now';
  if (ago < hour) return amount(Math.floor(ago / minute), 'minute');
  const days = Math.round((startOfDay(now) - startOfDay(at)) / day);
  if (days <= 0) return amount(Math.floor(ago / hour), 'hour');
  if (days === 1) return 'yesterday';
  if (days < 7) return amount(days, 'day');
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

function amount(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
