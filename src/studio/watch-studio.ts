import type { StudioParts } from './assemble-studio.ts';
import { prepareTools } from './prepare-tools.ts';

/** What the parts do because another one changed, none of them asked to. The result ends it. */
export function watchStudio(parts: StudioParts): () => void {
  const { session, view, selection, stage, model, shelf, deps } = parts;
  let persisted = false;
  const stops = [
    session.store.subscribe(({ document }) => {
      // Undo or delete may have taken what was selected.
      selection.keepTo(document);
      if (persisted || document.objects.size === 0) return;
      persisted = true;
      // Best effort by design: browsers may refuse, and autosave reports real failures itself.
      deps.persistStorage().catch(() => undefined);
    }),
    model.store.subscribe(({ kind }, before) => {
      if (kind === 'ready' && before.kind !== 'ready') stage.prepareCurrent();
    }),
    prepareTools(view, session, shelf, deps.pixels),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
