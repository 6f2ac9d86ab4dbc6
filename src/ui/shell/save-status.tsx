import type { SaveState } from '../../studio/project-state.ts';
import { useProject, useStudio } from '../desk.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';

const shown: Readonly<Record<SaveState['kind'], { readonly name: string; readonly icon: IconName }>> = {
  saved: { name: 'Saved', icon: 'check' },
  saving: { name: 'Saving', icon: 'clock' },
  failing: { name: 'Not saved', icon: 'alert' },
  'read-only': { name: 'View only', icon: 'eye' },
  unkept: { name: 'Not kept', icon: 'alert' },
};

/** Whether what was done is on disk; where it is not, the way to keep it all the same. */
export function SaveStatus() {
  const save = useProject((project) => project.save);
  const { name, icon } = shown[save.kind];
  const why = 'message' in save ? save.message : `${name} in this browser`;
  const calm = save.kind === 'saved' || save.kind === 'saving';
  const studio = useStudio();
  return (
    <>
      <span role="status" aria-label={name} title={why} className={`save ${calm ? 'low' : 'warn'}`}>
        <Icon name={icon} size="s" />
        <span className="save-text">{name}</span>
      </span>
      {(save.kind === 'failing' || save.kind === 'unkept') && (
        <button
          type="button"
          className="btn sm outline"
          onClick={() => studio.setView({ dialog: 'save-bundle' })}
        >
          Save bundle
        </button>
      )}
    </>
  );
}
