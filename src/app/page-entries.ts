type Entries = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * The browser's storage of small entries. Where the page may not have it, as with all cookies blocked, or it is full, an
 * entry lasts as long as the page: preferences are no reason not to start.
 */
export function pageEntries(open: () => Entries = () => window.localStorage): Entries {
  const kept = new Map<string, string>();
  const storage = openOrNull(open);
  return {
    getItem: (key) => kept.get(key) ?? storage?.getItem(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
      try {
        storage?.setItem(key, value);
      } catch (error) {
        console.warn('A preference was not kept.', error);
      }
    },
  };
}

function openOrNull(open: () => Entries): Entries | null {
  try {
    return open();
  } catch {
    return null;
  }
}
