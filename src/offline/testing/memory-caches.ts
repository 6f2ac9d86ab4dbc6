/** Cache Storage in memory, as far as `OfflineFiles` uses it: named caches in the order of their making. */
export function memoryCaches(): CacheStorage & { contents(): Record<string, readonly string[]> } {
  const caches = new Map<string, Map<string, Response>>();
  const open = (name: string) => {
    const entries = caches.get(name) ?? new Map<string, Response>();
    caches.set(name, entries);
    return {
      match: async (address: string) => entries.get(address)?.clone(),
      put: async (address: string, response: Response) => void entries.set(address, response.clone()),
      delete: async (address: string) => entries.delete(address),
    };
  };
  const storage = {
    open: async (name: string) => open(name),
    keys: async () => [...caches.keys()],
    delete: async (name: string) => caches.delete(name),
    contents: () => Object.fromEntries([...caches].map(([name, entries]) => [name, [...entries.keys()]])),
  };
  return storage as unknown as ReturnType<typeof memoryCaches>;
}
