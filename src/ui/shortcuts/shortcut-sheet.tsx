import { Switch } from '@base-ui/react/switch';
import { useId, useState } from 'react';
import { useDesk, useScreen } from '../desk.ts';
import type { CommandGroup } from '../keymap/desk-command.ts';
import { keyLabel } from '../keymap/key-label.ts';
import { keymap } from '../keymap/keymap.ts';
import { ownKeyLines, type SheetLine, sheetLines } from '../keymap/sheet-lines.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { Icon } from '../primitives/icon.tsx';
import './shortcuts.css';

const groups: readonly CommandGroup[] = ['Tools', 'Masks', 'Objects', 'Classes', 'Images', 'Prompt and view'];
const lines = sheetLines(keymap);

/** Made from the table that the keyboard itself follows, so it can't say anything else. */
export default function ShortcutSheet() {
  const desk = useDesk();
  const { studio } = desk;
  const [wanted, setWanted] = useState('');
  const found = [...lines, ...ownKeyLines(desk, keymap)].filter(({ label, keys }) =>
    `${label} ${keys.join(' ')}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <Dialog
      open
      onClose={() => studio.setView({ dialog: 'none' })}
      title="Keyboard shortcuts"
      icon="keyboard"
      width="sheet"
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
          <Group key={group} name={group} lines={found.filter((line) => line.group === group)} />
        ))}
        {found.length === 0 && <p className="dim">No shortcut is called that.</p>}
      </div>
    </Dialog>
  );
}

function Group({ name, lines }: { readonly name: string; readonly lines: readonly SheetLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <dl>
        {lines.map(({ label, keys }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
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
