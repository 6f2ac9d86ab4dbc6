import { StudioError } from '../errors/studio-error.ts';
import type { NoticeBoard } from './notice-board.ts';
import { failureWords, type NewPhoto } from './open-photos.ts';
import type { StudioDependencies } from './studio-dependencies.ts';

/** Photos fetched side by side. */
const atOnce = 4;

/**
 * Fetches photos by their addresses, in their order. Those that can't be had are told in one note: of another origin
 * (no photo and no question may leave this one), or not there.
 */
export async function fetchPhotos(
  urls: readonly string[],
  { deps, notices }: { readonly deps: Pick<StudioDependencies, 'fetchFile'>; readonly notices: NoticeBoard },
): Promise<readonly NewPhoto[]> {
  const results = new Array<NewPhoto | { readonly name: string; readonly reason: string }>(urls.length);
  let next = 0;
  const work = async () => {
    while (next < urls.length) {
      const index = next++;
      const url = urls[index] ?? '';
      const name = nameIn(url);
      try {
        results[index] = { name, file: await deps.fetchFile(url) };
      } catch (error) {
        results[index] = { name, reason: error instanceof StudioError ? error.message : String(error) };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, urls.length) }, work));
  const failed = results.flatMap((result) => ('reason' in result ? [result] : []));
  if (failed.length > 0) notices.note('error', failureWords(failed));
  return results.flatMap((result) => ('file' in result ? [result] : []));
}

/** The last part of a path, without what a server is asked. */
function nameIn(url: string): string {
  const path = url.split(/[?#]/)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name || url;
  }
}
