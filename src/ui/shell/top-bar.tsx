import { lazy, type ReactNode, Suspense } from 'react';
import { useDesk, useModel, useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Logo } from '../primitives/logo.tsx';
import { modelActivity, modelChip } from '../words/model-words.ts';
import './shell.css';

const ThemeMenu = lazy(() => import('./theme-menu.tsx'));

export interface TopBarProps {
  /** Right of the logo. */
  readonly start: ReactNode;
  /** At the right end. */
  readonly end?: ReactNode;
}

/** In every page. Its menus are fetched behind the first paint, into a place that is kept. */
export function TopBar({ start, end }: TopBarProps) {
  const { studio, screen } = useDesk();
  const home = () => {
    screen.setState({ page: 'welcome' });
    void studio.refreshProjects();
  };
  return (
    <header className="top">
      <div>
        <button type="button" className="logo" aria-label="Text4Seg Studio, home" onClick={home}>
          <Logo />
        </button>
        {start}
      </div>
      <div>
        <ModelChip />
        <Suspense
          fallback={
            <span className="ib">
              <Icon name="monitor" />
            </span>
          }
        >
          <ThemeMenu />
        </Suspense>
        {end}
      </div>
    </header>
  );
}

const toneClass = { ok: 'dot', wait: 'dot w', bad: 'dot e' } as const;

/** The model and where it runs: speed depends on it, so a change must be noticed. */
function ModelChip() {
  const studio = useStudio();
  const model = useModel((state) => state);
  const { text, tone } = modelChip(model);
  return (
    <div role="status" aria-label="Model" className="model-chip">
      <button
        type="button"
        className="dev"
        title={modelActivity(model) ?? 'About the model'}
        onClick={() => studio.setView({ dialog: 'about-model' })}
      >
        <i className={toneClass[tone]} />
        <span className="cut num">{text}</span>
      </button>
    </div>
  );
}
