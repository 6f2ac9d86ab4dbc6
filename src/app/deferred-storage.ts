import type { ProjectStorage } from '../storage/project-storage.ts';

/** A storage whose code is fetched with its first use: reading records needs schemas that the first paint doesn't. */
export function deferredStorage(load: () => Promise<ProjectStorage>): ProjectStorage {
  let loading: Promise<ProjectStorage> | null = null;
  const storage = () => {
    // A failed fetch is tried again by the next use.
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  return {
    load: async () => (await storage()).load(),
    save: async (project) => (await storage()).save(project),
    putPhoto: async (sha256, file) => (await storage()).putPhoto(sha256, file),
    getPhoto: async (sha256) => (await storage()).getPhoto(sha256),
    clear: async () => (await storage()).clear(),
  };
}
