import { imageById } from '../../document/lookup.ts';
import { useDesk, useProject, useStudio, useView } from '../desk.ts';
import { canPickFolders } from '../files/pick-folder.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Menu, MenuItem, MenuSeparator } from '../primitives/menu.tsx';
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
  const { studio, pickPhotos, pickAnnotations, linkFolder, closeProject } = useDesk();
  const name = useProject((project) => project.name);
  const current = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : imageById(document, currentImage),
  );
  return (
    <div className="crumb">
      <Menu
        trigger={
          <button type="button" className="btn quiet crumb-project" aria-label={`Project ${name}`}>
            <span className="cut">{name}</span>
            <Icon name="chevronDown" size="s" />
          </button>
        }
      >
        <MenuItem icon="image" label="Open photos" keys={shortcutKey('open')} onSelect={() => pickPhotos()} />
        <MenuItem icon="folder" label="Open folder" onSelect={() => pickPhotos('folder')} />
        {canPickFolders() && (
          <MenuItem icon="folder" label="Link a folder" onSelect={() => void linkFolder()} />
        )}
        <MenuItem icon="import" label="Import annotations" onSelect={() => pickAnnotations()} />
        <MenuItem icon="export" label="Export" onSelect={() => studio.setView({ dialog: 'export' })} />
        <MenuItem
          icon="download"
          label="Save bundle"
          onSelect={() => studio.setView({ dialog: 'save-bundle' })}
        />
        <MenuItem
          icon="tag"
          label="Classes"
          keys={shortcutKey('classes')}
          onSelect={() => studio.setView({ dialog: 'classes' })}
        />
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
        <MenuItem icon="close" label="Close project" onSelect={() => void closeProject()} />
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
