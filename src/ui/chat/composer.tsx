import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { useAnswer, useDesk, useModel, useProject, useScreen, useStudio, useView } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';

const tallest = 140;

/** Where people type. Typing goes on during an answer; Enter then puts the prompt in the queue. */
export function Composer() {
  const { studio, screen } = useDesk();
  const draft = useScreen((state) => state.draft);
  const running = useAnswer((answer) => answer.running !== null);
  const field = useRef<HTMLTextAreaElement>(null);
  useFocusCalls(field);
  useGrowingHeight(field, draft);

  const region = useView((view) => view.region);
  // In a region even nothing said is a question: what is there.
  const nothing = draft.trim() === '' && region === null;

  const send = () => {
    if (nothing) return;
    if (region === null) studio.ask(draft);
    else studio.askAt({ kind: 'box', box: region }, draft);
    // A tab that only shows the project has refused, and said so: what was typed is there for after taking over.
    if (studio.project.getState().access === 'read') return;
    studio.setView({ region: null });
    screen.setState({ draft: '' });
  };
  const stop = () => {
    studio.stop();
    // The button goes away under the hand; the prompt is where one goes on.
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends an input method's composition chooses a word; it doesn't send.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && draft === '') {
      const last = lastPrompt(studio.project.getState());
      if (last === undefined) return;
      event.preventDefault();
      screen.setState({ draft: last });
    }
  };

  return (
    <form className="comp" aria-label="Prompt" onSubmit={submit}>
      {region && <Region />}
      <textarea
        id="prompt"
        ref={field}
        rows={1}
        aria-label="Describe what to segment"
        aria-keyshortcuts={shortcutKey('focus-prompt')}
        placeholder={usePlaceholder(running)}
        value={draft}
        maxLength={2000}
        onChange={(event) => screen.setState({ draft: event.target.value })}
        onKeyDown={press}
      />
      <div className="row">
        <span className="comp-hint low">
          <Keys chord={shortcutKey('new-line')} /> new line
        </span>
        <span className="grow" />
        <SendOrStop running={running} nothing={nothing} stop={stop} />
      </div>
    </form>
  );
}

interface SendOrStopProps {
  readonly running: boolean;
  /** There is nothing to send. */
  readonly nothing: boolean;
  readonly stop: () => void;
}

/** Stop takes Send's place during an answer; what is typed meanwhile can be queued. */
function SendOrStop({ running, nothing, stop }: SendOrStopProps) {
  if (!running) {
    return (
      <button
        type="submit"
        className="send"
        aria-label="Send prompt"
        aria-keyshortcuts="Enter"
        aria-disabled={nothing}
      >
        <Icon name="arrowUp" />
      </button>
    );
  }
  return (
    <>
      {!nothing && (
        <button type="submit" className="btn sm quiet" aria-label="Queue prompt">
          Queue
          <Keys chord={shortcutKey('send')} />
        </button>
      )}
      <button
        type="button"
        className="stopb"
        aria-label="Stop answer"
        aria-keyshortcuts="Escape"
        onClick={stop}
      >
        <i />
        Stop
      </button>
    </>
  );
}

/** Where the next question points; the box itself is on the photo. */
function Region() {
  const studio = useStudio();
  return (
    <div className="comp-region">
      <Icon name="region" size="s" />
      <span className="grow">In the box on the photo</span>
      <button
        type="button"
        className="ib sm"
        aria-label="Ask about the whole photo instead"
        title="Ask about the whole photo instead"
        onClick={() => studio.setView({ region: null })}
      >
        <Icon name="close" size="s" />
      </button>
    </div>
  );
}

function usePlaceholder(running: boolean): string {
  const inRegion = useView((view) => view.region !== null);
  const ready = useModel((model) => model.kind === 'ready');
  const asked = useProject(({ conversations, currentImage }) =>
    currentImage === null ? false : (conversations.get(currentImage)?.length ?? 0) > 0,
  );
  if (inRegion) return 'Say what to look for in the box, or just send';
  if (running) return 'Type the next one; it waits its turn';
  if (!ready) return 'Type now; it is sent when the model is ready';
  return asked ? 'Describe what to segment, or correct it' : 'Describe what to segment';
}

/** The prompt is asked for from anywhere, also before it is on the screen. */
function useFocusCalls(field: React.RefObject<HTMLTextAreaElement | null>): void {
  const { screen } = useDesk();
  const calls = useScreen((state) => state.promptCalls);
  const answered = useRef(0);
  useEffect(() => {
    if (calls === answered.current || calls === 0) return;
    answered.current = calls;
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
    screen.setState({ promptCalls: 0 });
    answered.current = 0;
  }, [calls, field, screen]);
}

function useGrowingHeight(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '';
    if (element.scrollHeight > element.clientHeight)
      element.style.height = `${Math.min(tallest, element.scrollHeight)}px`;
  }, [field, text]);
}

function lastPrompt(project: Parameters<Parameters<typeof useProject>[0]>[0]): string | undefined {
  const { conversations, currentImage } = project;
  return currentImage === null ? undefined : conversations.get(currentImage)?.at(-1)?.prompt;
}
