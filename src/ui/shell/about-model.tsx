import { useModel, useStudio } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { ModelFacts } from '../welcome/model-facts.tsx';
import { deviceName, modelActivity } from '../words/model-words.ts';

/** What runs, where, and what to do when that isn't the first choice. */
export function AboutModel() {
  const studio = useStudio();
  const model = useModel((state) => state);
  const close = () => studio.setView({ dialog: 'none' });
  const fallback = model.kind === 'ready' ? model.description.fallbackReason : undefined;
  const again = model.kind === 'failed' || fallback !== undefined;
  return (
    <Dialog
      open
      onClose={close}
      title="Model"
      icon="processor"
      width="narrow"
      detail={model.kind === 'ready' ? deviceName(model.description.device) : undefined}
      {...(again && {
        footer: (
          <>
            <span className="grow" />
            <button type="button" className="btn lg" onClick={() => studio.retryModel()}>
              {model.kind === 'failed' ? 'Try again' : 'Try the GPU again'}
            </button>
          </>
        ),
      })}
    >
      <div className="dlg-body">
        {model.kind !== 'ready' && <p>{modelActivity(model)}</p>}
        {fallback !== undefined && <p className="about-why">{fallback}</p>}
        <ModelFacts />
        <p className="low small about-note">
          It runs in this browser. Photos and prompts stay on this device.
        </p>
      </div>
    </Dialog>
  );
}
