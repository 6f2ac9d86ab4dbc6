import type { SaveState } from '../../studio/project-state.ts';
import { useProject, useStudio } from '../desk.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';
import { plural } from '../words/plural.ts';

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
  const stranded = save.kind === 'read-only' && save.unsaved === true;
  const { name, icon } = shown[stranded ? 'failing' : save.kind];
  const left = save.kind === 'saving' ? save.left : undefined;
  const why = 'message' in save ? save.message : whyOf(name, left);
  const calm = save.kind === 'saved' || save.kind === 'saving';
  const studio = useStudio();
  return (
    <>
      <span role="status" aria-label={name} title={why} className={`save ${calm ? 'low' : 'warn'}`}>
        <Icon name={icon} size="s" />
        <span className="save-text">
          {name}
          {left !== undefined && <span className="num">, {plural(left, 'photo')} to copy</span>}
        </span>
      </span>
      {(save.kind === 'failing' || save.kind === 'unkept' || stranded) && (
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

function whyOf(name: string, left: number | undefined): string {
  if (left === undefined) return `${name} in this browser`;
  return `${plural(left, 'photo')} still to be copied into the project. Keep this tab open until then.`;
}
