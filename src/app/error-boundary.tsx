import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: unknown;
}

/** When drawing the screen fails: says so, and that the work is on disk; the studio itself goes on saving. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <main className="screen-failed" role="alert">
        <h1>The screen could not be drawn.</h1>
        <p>Your photos, masks and conversation are saved in this browser. Reloading brings them back.</p>
        <pre>{String(this.state.error)}</pre>
        <button className="btn primary" type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    );
  }
}
