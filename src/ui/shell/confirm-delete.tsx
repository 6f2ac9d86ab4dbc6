import type { ProjectSummary } from '../../document/project-summary.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { plural } from '../words/plural.ts';

/** Asked before a project is deleted: the one act that cannot be undone. */
export function ConfirmDelete({ project }: { readonly project: ProjectSummary }) {
  const { studio, screen } = useDesk();
  const leave = () => screen.setState({ deleting: null });
  const remove = () => {
    leave();
    void studio.removeProject(project.id);
  };
  return (
    <Dialog
      open
      onClose={leave}
      title={`Delete ${project.name}?`}
      icon="alert"
      width="narrow"
      footer={
        <>
          <span className="grow" />
          <button type="button" className="btn lg quiet" onClick={leave}>
            Keep it
          </button>
          <button type="button" className="btn lg danger" onClick={remove}>
            Delete project
          </button>
        </>
      }
    >
      <p className="dlg-body">
        {plural(project.photos, 'photo')}, {plural(project.objects, 'object')}, their conversations and the
        history leave this browser and cannot be brought back. Your own photo files are not touched. Export
        first if you need the masks.
      </p>
    </Dialog>
  );
}
