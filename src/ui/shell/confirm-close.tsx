import { useDesk, useProject } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { countObjects } from '../words/count-objects.ts';
import { plural } from '../words/plural.ts';

/** Asked for by Close project: the one act that cannot be undone. */
export function ConfirmClose() {
  const { studio, screen } = useDesk();
  const document = useProject((project) => project.document);
  const leave = () => screen.setState({ confirming: null });
  const close = () => {
    leave();
    screen.setState({ page: 'welcome', draft: '' });
    void studio.closeProject();
  };
  return (
    <Dialog
      open
      onClose={leave}
      title="Close this project?"
      icon="alert"
      width="narrow"
      footer={
        <>
          <span className="grow" />
          <button type="button" className="btn lg quiet" onClick={leave}>
            Keep it
          </button>
          <button type="button" className="btn lg danger" onClick={close}>
            Close and forget
          </button>
        </>
      }
    >
      <p className="dlg-body">
        {plural(document.images.length, 'photo')}, {plural(countObjects(document), 'object')} and their
        conversations leave this browser. Your photo files are not touched. Export first if you need the
        masks.
      </p>
    </Dialog>
  );
}
