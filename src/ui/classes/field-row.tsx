import { type ReactNode, useId } from 'react';

export interface FieldRowProps {
  readonly label: string;
  /** What the field is for, or null. */
  readonly hint?: ReactNode;
  /** Why what was typed was not taken. */
  readonly error: string | null;
  /** Gets the ids by which it points at its label and at what is said below it. */
  readonly children: (ids: { readonly field: string; readonly said: string }) => ReactNode;
}

/** A field with its label, and below it what it is for, or what is wrong. */
export function FieldRow({ label, hint, error, children }: FieldRowProps) {
  const field = useId();
  const said = useId();
  return (
    <div className="cls-field">
      <label htmlFor={field} className="dim small">
        {label}
      </label>
      {children({ field, said })}
      <p
        id={said}
        className={error === null ? 'low small' : 'warn small'}
        role={error === null ? undefined : 'alert'}
      >
        {error ?? hint}
      </p>
    </div>
  );
}
