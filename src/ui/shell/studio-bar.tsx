import { imageById } from '../../document/lookup.ts';
import { useDesk, useProject, useScreen, useStudio, useView } from '../desk.ts';
import { canPickFolders } from '../files/pick-folder.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { CommandItem } from '../menus/command-item.tsx';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Menu, MenuItem, MenuSeparator } from '../primitives/menu.tsx';
import { NameInput } from '../primitives/name-input.tsx';
import { Tip } from '../primitives/tip.tsx';
import { SaveStatus } from './save-status.tsx';
import { TopBar } from './top-bar.tsx';

/** The top bar while photos are open. */
export function StudioBar() {
  return (
    <TopBar
      start={<Crumb />}
      end={
        <>
          <PaletteButton />
          <ShowPanel />
          <ExportButton />
        </>
      }
    />
  );
}

function PaletteButton() {
  const { studio, screen } = useDesk();
  const open = () => {
    screen.setState({ choosing: null });
    studio.setView({ dialog: 'palette' });
  };
  return (
    <button
      type="button"
      className="btn quiet cmdk"
      aria-label="Open command palette"
      aria-keyshortcuts={ariaKeys(shortcutKey('palette'))}
      onClick={open}
    >
      <Icon name="search" />
      <Keys chord={shortcutKey('palette')} />
    </button>
  );
}

function ExportButton() {
  const studio = useStudio();
  const photos = useProject(({ document }) => document.images.length > 0);
  return (
    <button
      type="button"
      className="btn primary"
      disabled={!photos}
      onClick={() => studio.setView({ dialog: 'export' })}
    >
      <Icon name="export" />
      Export
    </button>
  );
}

function Crumb() {
  const current = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : imageById(document, currentImage),
  );
  return (
    <div className="crumb">
      <ProjectMenu />
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

/** The project's name, and all that is done with the project; while it is renamed, a field for the name. */
function ProjectMenu() {
  const { studio, screen } = useDesk();
  const name = useProject((project) => project.name);
  const id = useProject((project) => project.id);
  const renaming = useScreen((state) => state.renamingProject);
  if (renaming && id)
    return (
      <span className="crumb-name">
        <NameInput
          name={name}
          maxLength={200}
          behindMenu
          onDone={(typed) => {
            screen.setState({ renamingProject: false });
            if (typed !== null) void studio.renameProject(id, typed);
          }}
        />
      </span>
    );
  return (
    <Menu
      trigger={
        <button type="button" className="btn quiet crumb-project" aria-label={`Project ${name}`}>
          <span className="cut">{name}</span>
          <Icon name="chevronDown" size="s" />
        </button>
      }
    >
      <CommandItem id="open" />
      <CommandItem id="open-folder" />
      {canPickFolders() && <CommandItem id="link-folder" />}
      <CommandItem id="import" />
      <CommandItem id="export" />
      <CommandItem id="save-bundle" />
      <CommandItem id="find-photos" />
      <CommandItem id="classes" />
      <MenuSeparator />
      <ViewItems />
      <MenuSeparator />
      <CommandItem id="remove-image" full />
      <CommandItem id="shortcuts" />
      <MenuSeparator />
      <CommandItem id="rename-project" />
      <CommandItem id="close-project" />
    </Menu>
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
