import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { SegmentedObject } from '../../document/document.ts';
import { useDesk, useScreen, useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';

/** What people want to say about an object besides its class: named values, kept in the document and in exports. */
export function Attributes({ object }: { readonly object: SegmentedObject }) {
  const adding = useScreen((screen) => screen.describing === object.id);
  const { screen } = useDesk();
  const entries = Object.entries(object.attributes);
  return (
    <>
      <dt>Attributes</dt>
      <dd className="attrs">
        {entries.map(([key, value]) => (
          <Attribute key={key} object={object} name={key} value={value} />
        ))}
        {adding ? (
          <NewAttribute object={object} />
        ) : (
          <button
            type="button"
            className="btn sm quiet attrs-add"
            disabled={object.locked}
            onClick={() => screen.setState({ describing: object.id })}
          >
            <Icon name="plus" size="s" />
            Add
            <span className="vh">an attribute</span>
          </button>
        )}
      </dd>
    </>
  );
}

interface AttributeProps {
  readonly object: SegmentedObject;
  readonly name: string;
  readonly value: string;
}

function Attribute({ object, name, value }: AttributeProps) {
  const studio = useStudio();
  const field = useRef<HTMLInputElement>(null);
  const keep = () => {
    const typed = field.current?.value.trim() ?? '';
    if (typed !== value) studio.setAttribute(object.id, name, typed);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') event.currentTarget.value = value;
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget
      .closest<HTMLElement>('[role=grid]')
      ?.querySelector<HTMLElement>('[aria-selected=true]')
      ?.focus();
  };
  return (
    <div className="attr">
      <span className="low cut" title={name}>
        {name}
      </span>
      <input
        // A changed document shows its value, also where this field is still open.
        key={value}
        ref={field}
        className="attr-field"
        aria-label={name}
        defaultValue={value}
        disabled={object.locked}
        maxLength={200}
        autoComplete="off"
        onBlur={keep}
        onKeyDown={press}
      />
      <button
        type="button"
        className="ib sm"
        aria-label={`Delete attribute ${name}`}
        disabled={object.locked}
        onClick={() => studio.setAttribute(object.id, name, null)}
      >
        <Icon name="close" size="s" />
      </button>
    </div>
  );
}

/** Name and value; Enter adds them and asks for the next, Escape or leaving empty fields ends it. */
function NewAttribute({ object }: { readonly object: SegmentedObject }) {
  const { studio, screen } = useDesk();
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  useEffect(() => first.current?.focus(), []);

  const taken = Object.hasOwn(object.attributes, key.trim());
  const done = () => screen.setState({ describing: null });
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === '') return done();
    if (taken) return;
    studio.setAttribute(object.id, key.trim(), value.trim());
    setKey('');
    setValue('');
    first.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    const grid = form.current?.closest<HTMLElement>('[role=grid]');
    done();
    grid?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  };
  return (
    <form
      ref={form}
      className="attr new"
      aria-label="New attribute"
      onSubmit={add}
      onKeyDown={press}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
        if (key.trim() !== '' && !taken) studio.setAttribute(object.id, key.trim(), value.trim());
        done();
      }}
    >
      <Field field={first} name="Name" value={key} most={60} invalid={taken} onChange={setKey} />
      <Field name="Value" value={value} most={200} onChange={setValue} />
      <button type="submit" className="ib sm" aria-label="Add attribute">
        <Icon name="check" size="s" />
      </button>
      {taken && (
        <p className="warn small attr-taken" role="alert">
          There is one of that name.
        </p>
      )}
    </form>
  );
}

interface FieldProps {
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly name: 'Name' | 'Value';
  readonly value: string;
  /** Letters at most. */
  readonly most: number;
  readonly invalid?: boolean;
  readonly onChange: (value: string) => void;
}

function Field({ field, name, value, most, invalid = false, onChange }: FieldProps) {
  return (
    <input
      ref={field}
      className="attr-field"
      aria-label={`Attribute ${name.toLowerCase()}`}
      aria-invalid={invalid}
      placeholder={name}
      value={value}
      maxLength={most}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
