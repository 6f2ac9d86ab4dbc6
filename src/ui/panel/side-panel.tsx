import { lazy, Suspense } from 'react';
import type { PanelTab } from '../../studio/view-state.ts';
import { Chat } from '../chat/chat.tsx';
import { useDesk, useView } from '../desk.ts';
import { History } from '../history/history.tsx';
import { ariaKeys } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { ObjectList } from '../objects/object-list.tsx';
import { Icon } from '../primitives/icon.tsx';
import { Segmented } from '../primitives/segmented.tsx';
import { Tip } from '../primitives/tip.tsx';
import { Splitter, useSplit } from './splitter.tsx';
import './panel.css';

const TokenInspector = lazy(() => import('../tokens/token-inspector.tsx'));

const tabs: readonly { readonly value: PanelTab; readonly label: string }[] = [
  { value: 'objects', label: 'Objects' },
  { value: 'tokens', label: 'Tokens' },
  { value: 'history', label: 'History' },
];

const panelId = (tab: PanelTab) => `panel-${tab}`;

/** Objects over chat, or the tokens, or the history. */
export function SidePanel() {
  const { studio, controller } = useDesk();
  const hide = () => {
    studio.setView({ panelOpen: false });
    // The button goes with the panel; the photo is what is left.
    controller.focus();
  };
  const tab = useView((view) => view.tab);
  return (
    <aside className={`side ${tab}`} aria-label={tab === 'tokens' ? 'Token inspector' : 'Objects and chat'}>
      <div className="ph side-tabs">
        <Segmented
          name="Panel"
          kind="tabs"
          value={tab}
          options={tabs}
          panelId={panelId}
          onChange={(next) => studio.setView({ tab: next })}
        />
        <span className="grow" />
        <Tip label="Hide the panel" keys={shortcutKey('panel')} side="left">
          <button
            type="button"
            className="ib"
            aria-label="Hide panel"
            aria-keyshortcuts={ariaKeys(shortcutKey('panel'))}
            onClick={hide}
          >
            <Icon name="chevronRight" />
          </button>
        </Tip>
      </div>
      {tab === 'tokens' ? (
        <div className="side-page" role="tabpanel" aria-label="Tokens" id={panelId('tokens')}>
          <Suspense>
            <TokenInspector />
          </Suspense>
        </div>
      ) : (
        <ObjectsAndChat upper={tab} />
      )}
    </aside>
  );
}

/** The upper part is the list of objects or the history; the chat and its prompt never move. */
function ObjectsAndChat({ upper }: { readonly upper: 'objects' | 'history' }) {
  const split = useSplit();
  return (
    <div className="halves" ref={split.halves}>
      <div
        className="half-list"
        role="tabpanel"
        aria-label={upper === 'objects' ? 'Objects' : 'History'}
        id={panelId(upper)}
        style={split.style}
      >
        {upper === 'objects' ? <ObjectList /> : <History />}
      </div>
      <Splitter split={split} />
      <Chat />
    </div>
  );
}
