import { type KeyboardEvent, useEffect, useRef } from 'react';

export interface ProjectNameProps {
  readonly name: string;
  /** The new name; null when it stays as it was. */
  readonly onDone: (typed: string | null) => void;
}

/** Renames in place: Enter or leaving keeps the name, Escape drops it. */
export function ProjectName({ name, onDone }: ProjectNameProps) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    // Behind the menu that asked for it, which gives focus back to its button.
    const timer = setTimeout(() => {
      field.current?.focus();
      field.current?.select();
    });
    return () => clearTimeout(timer);
  }, []);
  const leave = (keep: boolean) => {
    if (done.current) return;
    done.current = true;
    const typed = field.current?.value.trim() ?? '';
    onDone(keep && typed !== '' && typed !== name ? typed : null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    leave(event.key === 'Enter');
  };
  return (
    <input
      ref={field}
      className="name-field"
      aria-label={`Name of ${name}`}
      defaultValue={name}
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={press}
      onBlur={() => leave(true)}
    />
  );
}
