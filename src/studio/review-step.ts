import type { Command } from '../document/command.ts';
import type { ImageId, ReviewStatus, StudioDocument } from '../document/document.ts';

const names: Readonly<Record<ReviewStatus, (what: string) => string>> = {
  'not-started': (what) => `Clear the mark of ${what}`,
  open: (what) => `Reopen ${what}`,
  reviewed: (what) => `Mark ${what} as reviewed`,
  'needs-look': (what) => `Flag ${what}`,
};

/** The step that marks photos; null when they are all marked so, or none is in the project. */
export function reviewStep(
  { images }: StudioDocument,
  ids: readonly ImageId[],
  status: ReviewStatus,
): { readonly name: string; readonly command: Command } | null {
  const mark = status === 'not-started' ? undefined : status;
  const wanted = new Set(ids);
  const changed = images.filter(({ id, review }) => wanted.has(id) && review !== mark);
  const [first] = changed;
  if (!first) return null;
  const commands = changed.map(
    ({ id }): Command =>
      mark
        ? { kind: 'update-image', image: id, patch: { review: mark } }
        : { kind: 'update-image', image: id, patch: {}, clear: ['review'] },
  );
  const what = changed.length === 1 ? first.name : `${changed.length} photos`;
  return {
    name: names[status](what),
    command: commands.length === 1 ? commands[0]! : { kind: 'batch', commands },
  };
}
