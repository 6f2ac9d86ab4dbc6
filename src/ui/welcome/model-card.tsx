import { useModel, useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { modelActivity, modelProgress } from '../words/model-words.ts';
import { ModelFacts } from './model-facts.tsx';

const tags = {
  absent: { text: 'Not loaded', tone: 'tag' },
  loading: { text: 'Loading', tone: 'tag ac' },
  ready: { text: 'Ready', tone: 'tag okk' },
  recovering: { text: 'Starting again', tone: 'tag wrn' },
  failed: { text: 'Not working', tone: 'tag er' },
} as const;

/** What the embedded model is doing, in real bytes, and where it will run. */
export function ModelCard() {
  const studio = useStudio();
  const model = useModel((state) => state);
  const { text, tone } = tags[model.kind];
  const title = model.kind === 'ready' ? model.description.title : 'text4seg-nano';
  const activity = modelActivity(model);
  return (
    <section className="card model-card" aria-label="Model">
      <div className="row">
        <span className="cpu">
          <Icon name="processor" />
        </span>
        <div className="grow">
          <h2>{title}</h2>
          <p className="dim num small">
            {model.kind === 'ready' ? 'Comes with the app, works offline' : activity}
          </p>
        </div>
        <span className={tone}>{text}</span>
      </div>
      {model.kind === 'loading' && <ProgressBar name="Model loading" share={modelProgress(model)} />}
      <ModelFacts />
      {model.kind === 'failed' && (
        <button type="button" className="btn lg" onClick={() => studio.retryModel()}>
          <Icon name="refresh" />
          Try again
        </button>
      )}
      <p className="low small">
        {model.kind === 'ready'
          ? `${model.description.fallbackReason ?? ''} Photos and prompts never leave this browser.`.trim()
          : 'Opening photos and editing by hand work meanwhile. A prompt is sent when the model is ready.'}
      </p>
    </section>
  );
}
