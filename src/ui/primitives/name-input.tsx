import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef } from 'react';

export interface NameInputProps {
  readonly name: string;
  /** Characters at most. */
  readonly maxLength: number;
  /** Id of a datalist with names to offer. */
  readonly list?: string;
  /** Asked for by a menu, which first gives focus back to its button. */
  readonly behindMenu?: boolean;
  /** Told once: the new name, null when it stays; and whether Enter or Escape ended it, not a move of the focus. */
  readonly onDone: (typed: string | null, byKey: boolean) => void;
}

/** Renames in place: Enter or leaving keeps the name, Escape drops it. What is typed goes to nothing around it. */
export function NameInput({ name, maxLength, list, behindMenu = false, onDone }: NameInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);

  useEffect(() => {
    const begin = () => {
      field.current?.focus();
      field.current?.select();
    };
    if (!behindMenu) {
      begin();
      return;
    }
    const timer = setTimeout(begin);
    return () => clearTimeout(timer);
  }, [behindMenu]);

  const leave = (keep: boolean, byKey: boolean) => {
    if (done.current) return;
    done.current = true;
    const typed = field.current?.value.trim() ?? '';
    onDone(keep && typed !== '' && typed !== name ? typed : null, byKey);
  };

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    leave(event.key === 'Enter', true);
  };
  const keepToField = (event: SyntheticEvent) => event.stopPropagation();

  return (
    <input
      ref={field}
      className="name-field"
      aria-label={`Name of ${name}`}
      defaultValue={name}
      maxLength={maxLength}
      spellCheck={false}
      autoComplete="off"
      {...(list && { list })}
      onKeyDown={press}
      onBlur={() => leave(true, false)}
      onClick={keepToField}
      onDoubleClick={keepToField}
    />
  );
}
