import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDesk, useScreen } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { listenForDrops } from './listen-for-drops.ts';
import './files.css';

/** The whole window takes photos; while some are held over it, it says so. */
export function DropTarget() {
  const desk = useDesk();
  const dropping = useScreen((screen) => screen.dropping);
  const finding = useStore(desk.studio.view, ({ dialog }) => dialog === 'find-photos');
  useEffect(() => listenForDrops(desk), [desk]);
  if (!dropping) return null;
  return (
    <div className="drop-over">
      <div>
        <p>
          <Icon name="image" />
          {finding ? 'Drop photos or a folder to look through them' : 'Drop photos to open them'}
        </p>
      </div>
    </div>
  );
}
