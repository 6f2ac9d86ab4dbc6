import { imageById } from '../../document/lookup.ts';
import type { Theme } from '../../studio/view-state.ts';
import { useDesk, useModel, useProject, useScreen, useStudio, useView } from '../desk.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';
import { Logo } from '../primitives/logo.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../primitives/menu.tsx';
import { Tip } from '../primitives/tip.tsx';
import { modelActivity, modelChip } from '../words/model-words.ts';
import { SaveStatus } from './save-status.tsx';
import './shell.css';

export function TopBar() {
  const { studio, screen } = useDesk();
  const page = useScreen((state) => state.page);
  const objects = useProject(({ document }) => document.images.length > 0);
  return (
    <header className="top">
      <div>
        <button
          type="button"
          className="logo"
          aria-label="Text4Seg Studio, home"
          onClick={() => screen.setState({ page: 'welcome' })}
        >
          <Logo />
        </button>
        {page === 'studio' ? <Crumb /> : <span className="brand">Text4Seg Studio</span>}
      </div>
      <div>
        <ModelChip />
        <ThemeMenu />
        {page === 'studio' && <ShowPanel />}
        {page === 'studio' && (
          <button
            type="button"
            className="btn primary"
            disabled={!objects}
            onClick={() => studio.setView({ dialog: 'export' })}
          >
            <Icon name="export" />
            Export
          </button>
        )}
      </div>
    </header>
  );
}

function Crumb() {
  const { studio, screen, pickPhotos } = useDesk();
  const current = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : imageById(document, currentImage),
  );
  return (
    <div className="crumb">
      <Menu
        trigger={
          <button type="button" className="btn quiet crumb-project">
            Project
            <Icon name="chevronDown" size="s" />
          </button>
        }
      >
        <MenuItem icon="image" label="Open photos" keys={shortcutKey('open')} onSelect={() => pickPhotos()} />
        <MenuItem icon="folder" label="Open folder" onSelect={() => pickPhotos('folder')} />
        <MenuItem icon="export" label="Export" onSelect={() => studio.setView({ dialog: 'export' })} />
        <MenuSeparator />
        <ViewItems />
        <MenuSeparator />
        {current && (
          <MenuItem icon="trash" label="Remove this photo" onSelect={() => studio.removeImage(current.id)} />
        )}
        <MenuItem
          icon="keyboard"
          label="Keyboard shortcuts"
          keys={shortcutKey('shortcuts')}
          onSelect={() => studio.setView({ dialog: 'shortcuts' })}
        />
        <MenuSeparator />
        <MenuItem
          icon="close"
          label="Close project"
          tone="danger"
          onSelect={() => screen.setState({ confirming: 'close-project' })}
        />
      </Menu>
      {current && (
        <>
          <span className="low fsep">/</span>
          <span className="cut dim fname">{current.name}</span>
        </>
      )}
      <SaveStatus />
    </div>
  );
}

/** What a key folds away, a menu must bring back. */
function ViewItems() {
  const studio = useStudio();
  const panelOpen = useView((view) => view.panelOpen);
  const stripOpen = useView((view) => view.stripOpen);
  return (
    <>
      <MenuItem
        icon="panel"
        label={panelOpen ? 'Hide the panel' : 'Show the panel'}
        keys={shortcutKey('panel')}
        onSelect={() => studio.setView({ panelOpen: !panelOpen })}
      />
      <MenuItem
        icon="strip"
        label={stripOpen ? 'Hide the images' : 'Show the images'}
        keys={shortcutKey('strip')}
        onSelect={() => studio.setView({ stripOpen: !stripOpen })}
      />
    </>
  );
}

function ShowPanel() {
  const studio = useStudio();
  const hidden = useView((view) => !view.panelOpen);
  if (!hidden) return null;
  return (
    <Tip label="Show the panel" keys={shortcutKey('panel')} side="bottom">
      <button
        type="button"
        className="ib"
        aria-label="Show panel"
        aria-keyshortcuts={ariaKeys(shortcutKey('panel'))}
        onClick={() => studio.setView({ panelOpen: true })}
      >
        <Icon name="panel" />
      </button>
    </Tip>
  );
}

const toneClass = { ok: 'dot', wait: 'dot w', bad: 'dot e' } as const;

/** The model and where it runs: speed depends on it, so a change must be noticed. */
function ModelChip() {
  const studio = useStudio();
  const model = useModel((state) => state);
  const { text, tone } = modelChip(model);
  return (
    <div role="status" aria-label="Model" className="model-chip">
      <Tip label={modelActivity(model) ?? 'About the model'} side="bottom">
        <button type="button" className="dev" onClick={() => studio.setView({ dialog: 'about-model' })}>
          <i className={toneClass[tone]} />
          <span className="cut num">{text}</span>
        </button>
      </Tip>
    </div>
  );
}

const themes: readonly { readonly value: Theme; readonly label: string; readonly icon: IconName }[] = [
  { value: 'system', label: 'As the system', icon: 'monitor' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'light', label: 'Light', icon: 'sun' },
];

function ThemeMenu() {
  const studio = useStudio();
  const theme = useView((view) => view.theme);
  const icon = themes.find(({ value }) => value === theme)?.icon ?? 'monitor';
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="ib" aria-label="Theme">
          <Icon name={icon} />
        </button>
      }
    >
      <MenuChoice value={theme} options={themes} onChange={(next) => studio.setView({ theme: next })} />
    </Menu>
  );
}
