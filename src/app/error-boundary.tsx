import { Component, type ErrorInfo, type ReactNode } from 'react';
import { startRequest } from '../studio/exchange/export-request.ts';
import type { Studio } from '../studio/studio.ts';
import { isMissingPart } from './watch-missing-parts.ts';
import './error-boundary.css';

interface Props {
  readonly studio: Studio;
  readonly children: ReactNode;
}

interface State {
  readonly error: unknown;
  readonly failed: boolean;
  readonly exported: 'no' | 'yes' | 'failed';
}

const missingPart = 'A part of the app could not be loaded: a new version may be ready';

/** When the screen breaks, the document behind it is whole: says so, and lets it out. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false, exported: 'no' };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error, failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="broken" role="alert">
        <div>
          <h1>{isMissingPart(this.state.error) ? missingPart : 'The screen stopped working'}</h1>
          <p>{this.#saved()}</p>
          <p className="low small mono">{String(this.state.error)}</p>
          <div className="row">
            <button type="button" className="btn lg primary" onClick={() => location.reload()}>
              Reload the page
            </button>
            <button type="button" className="btn lg" onClick={() => void this.#export()}>
              Export all masks as COCO JSON
            </button>
          </div>
          {this.state.exported !== 'no' && (
            <p role="status">
              {this.state.exported === 'yes' ? 'Exported.' : 'The export failed. Reload, then export.'}
            </p>
          )}
        </div>
      </main>
    );
  }

  #saved(): string {
    const { save } = this.props.studio.project.getState();
    if (save.kind === 'failing')
      return `Your objects are still in memory, not on disk: ${save.message} Export them before you reload.`;
    return 'Your photos and objects are saved in this browser; nothing is lost. Reload to go on.';
  }

  async #export(): Promise<void> {
    try {
      const { studio } = this.props;
      await studio.saveExport(startRequest);
      const { kind } = studio.exporting.getState();
      this.setState({ exported: kind === 'saved' ? 'yes' : 'failed' });
    } catch (error) {
      console.error(error);
      this.setState({ exported: 'failed' });
    }
  }
}
