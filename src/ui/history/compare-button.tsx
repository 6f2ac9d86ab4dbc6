import type { KeyboardEvent } from 'react';
import { useStudio } from '../desk.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { Icon } from '../primitives/icon.tsx';

/** Shows the photo as it was before the last step for as long as it is held, by pointer or by key. */
export function CompareButton({ quiet = false }: { readonly quiet?: boolean }) {
  const studio = useStudio();
  const show = () => studio.compare(true);
  const end = () => studio.compare(false);
  const press = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    show();
  };
  return (
    <button
      type="button"
      className={quiet ? 'btn sm quiet' : 'ib sm'}
      aria-label="Compare: hold to see it as before"
      aria-keyshortcuts={ariaKeys('C')}
      title="Hold to see it as before (C)"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        show();
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={press}
      onKeyUp={end}
      onBlur={end}
    >
      {quiet ? (
        <>
          Compare
          <kbd aria-hidden="true">C</kbd>
        </>
      ) : (
        <Icon name="compare" />
      )}
    </button>
  );
}
