import { useProject } from '../desk.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';

const shown: Readonly<
  Record<'saved' | 'saving' | 'failing', { readonly name: string; readonly icon: IconName }>
> = {
  saved: { name: 'Saved', icon: 'check' },
  saving: { name: 'Saving', icon: 'clock' },
  failing: { name: 'Not saved', icon: 'alert' },
};

/** Whether what was done is on disk. */
export function SaveStatus() {
  const save = useProject((project) => project.save);
  const { name, icon } = shown[save.kind];
  const why = save.kind === 'failing' ? save.message : `${name} in this browser`;
  return (
    <span
      role="status"
      aria-label={name}
      title={why}
      className={`save ${save.kind === 'failing' ? 'warn' : 'low'}`}
    >
      <Icon name={icon} size="s" />
      <span className="save-text">{name}</span>
    </span>
  );
}
