import { type KeyboardEvent, type ReactNode, useLayoutEffect, useState } from 'react';
import { FieldRow } from './field-row.tsx';

export interface WordsFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  /** Words to choose from while typing. */
  readonly known?: readonly string[];
  /** Why what was typed cannot be; null when it can. */
  readonly conflict?: (typed: string) => string | null;
  readonly onKeep: (typed: string) => void;
}

/** Enter or leaving keeps what was typed, Escape takes it back. What can't be is said, and stays to be mended. */
export function WordsField(props: WordsFieldProps) {
  const { label, value, placeholder, hint, known, conflict, onKeep } = props;
  const [typed, setTyped] = useState(value);
  const [error, setError] = useState<string | null>(null);
  // Undo, or another name for the same thing: the field follows.
  useLayoutEffect(() => {
    setTyped(value);
    setError(null);
  }, [value]);

  const keep = () => {
    if (typed === value) return;
    const reason = conflict?.(typed) ?? null;
    setError(reason);
    if (reason !== null) return;
    onKeep(typed);
    // What was kept may be spelled otherwise, or be what it was.
    setTyped(value);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') keep();
    else if (event.key === 'Escape' && (typed !== value || error !== null)) {
      setTyped(value);
      setError(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <FieldRow label={label} hint={hint} error={error}>
      {({ field, said }) => (
        <>
          <input
            id={field}
            className="cls-input"
            value={typed}
            placeholder={placeholder}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={error !== null}
            aria-describedby={said}
            list={known && `${field}-known`}
            onChange={(event) => {
              setTyped(event.target.value);
              setError(null);
            }}
            onKeyDown={press}
            onBlur={keep}
          />
          {known && (
            <datalist id={`${field}-known`}>
              {known.map((word) => (
                <option key={word} value={word} />
              ))}
            </datalist>
          )}
        </>
      )}
    </FieldRow>
  );
}
