import { Component, type ReactNode } from 'react';
import { Icon } from '../primitives/icon.tsx';

interface State {
  readonly failed: boolean;
}

/** Catches what breaks in the stage: panel, prompt and document go on. */
export class StageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="mids" role="alert">
        <div className="es">
          <div className="esi">
            <Icon name="alert" size="l" />
          </div>
          <h2>The photo cannot be drawn</h2>
          <p className="dim">Your objects are safe. Draw the photo again; if that fails, reload the page.</p>
          <div className="row es-acts">
            <button type="button" className="btn" onClick={() => this.setState({ failed: false })}>
              Draw again
            </button>
          </div>
        </div>
      </div>
    );
  }
}
