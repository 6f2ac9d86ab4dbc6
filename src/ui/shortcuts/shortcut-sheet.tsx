import { Switch } from '@base-ui/react/switch';
import { useId, useState } from 'react';
import { useDesk, useScreen } from '../desk.ts';
import { keyLabel } from '../keymap/key-label.ts';
import { keymap, type Shortcut, type ShortcutGroup } from '../keymap/keymap.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { Icon } from '../primitives/icon.tsx';
import './shortcuts.css';

const groups: readonly ShortcutGroup[] = ['Tools', 'Masks', 'Objects', 'Prompt and view', 'Images'];

/** Made from the table that the keyboard itself follows, so it can't say anything else. */
export default function ShortcutSheet() {
  const { studio } = useDesk();
  const [wanted, setWanted] = useState('');
  const found = keymap.filter(({ label, keys, shown = keys }) =>
    `${label} ${shown.join(' ')}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <Dialog
      open
      onClose={() => studio.setView({ dialog: 'none' })}
      title="Keyboard shortcuts"
      icon="keyboard"
      width="medium"
      tools={
        <label className="field find">
          <Icon name="search" size="s" />
          <input
            type="search"
            aria-label="Find a shortcut"
            placeholder="Find"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      }
      footer={<SingleKeys />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div className="shc" tabIndex={0} role="region" aria-label="List of shortcuts">
        {groups.map((group) => (
          <Group key={group} name={group} shortcuts={found.filter((shortcut) => shortcut.group === group)} />
        ))}
        {found.length === 0 && <p className="dim">No shortcut is called that.</p>}
      </div>
    </Dialog>
  );
}

function Group({ name, shortcuts }: { readonly name: string; readonly shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <dl>
        {shortcuts.map(({ id, label, keys, shown = keys }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {shown.map((key) => (
                <kbd key={key}>{keyLabel(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SingleKeys() {
  const { screen } = useDesk();
  const on = useScreen((state) => state.singleKeys);
  const label = useId();
  return (
    <div className="row">
      <Switch.Root
        className="sw"
        checked={on}
        aria-labelledby={label}
        onCheckedChange={(singleKeys) => screen.setState({ singleKeys })}
      >
        <Switch.Thumb className="sw-thumb" />
      </Switch.Root>
      <span id={label}>Single keys</span>
      <span className="low small">Off, only keys with Ctrl or Alt act. They never act while you type.</span>
    </div>
  );
}
