import { useDesk, useProject, useScreen, useView } from '../../desk.ts';
import { needsUnlocked, selectedObjects } from '../../keymap/desk-objects.ts';
import { ariaKeys } from '../../keymap/key-label.ts';
import { shortcutKey } from '../../keymap/keymap.ts';
import { Icon } from '../../primitives/icon.tsx';

/** Opens and closes the Refine popover, which hangs on it. */
export function RefineButton() {
  const desk = useDesk();
  const open = useScreen((state) => state.refining !== null);
  // What the reason depends on.
  useView((view) => view.selection);
  useProject((project) => project.document);
  const reason = needsUnlocked(desk);
  const toggle = () => {
    const [first] = selectedObjects(desk);
    if (reason !== null) desk.say(reason);
    else desk.screen.setState({ refining: open ? null : (first?.id ?? null) });
  };
  return (
    <button
      type="button"
      className="btn quiet sm"
      data-refine=""
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-disabled={reason !== null}
      aria-keyshortcuts={ariaKeys(shortcutKey('refine'))}
      title={reason ?? undefined}
      onClick={toggle}
    >
      Refine
      <Icon name="chevronDown" size="s" />
    </button>
  );
}
