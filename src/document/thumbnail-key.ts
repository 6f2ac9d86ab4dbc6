import type { ImageRecord } from './document.ts';

/**
 * Under which storage keeps a photo's thumbnail: its hash, or for a linked photo, whose file may change in its place,
 * one of its own for each time it was changed. Null for a photo that has no key yet.
 */
export function thumbnailKey({ id, link, sha256 }: ImageRecord): string | null {
  if (link) return `link-${id}-${link.modifiedAt}`;
  return sha256 || null;
}
