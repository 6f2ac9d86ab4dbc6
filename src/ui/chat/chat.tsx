import type { Turn } from '../../document/conversation.ts';
import { useProject, useStudio } from '../desk.ts';
import { Composer } from './composer.tsx';
import { TurnView } from './turn-view.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';
import './chat.css';

const none: readonly Turn[] = [];

/** The conversation about the open photo, over the prompt. */
export function Chat() {
  const image = useProject((project) => project.currentImage);
  const turns = useProject(({ conversations, currentImage }) =>
    currentImage === null ? none : (conversations.get(currentImage) ?? none),
  );
  const stick = useStickToEnd(`${image} ${turns.at(-1)?.id}`);
  return (
    <section className="chat" aria-label="Chat">
      {/* The polite region announces what matters; the log would read every row. */}
      <div
        className="turns"
        role="log"
        aria-label="Conversation"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        ref={stick.box}
      >
        <div className="turns-in" ref={stick.content}>
          {turns.length === 0 && image !== null && <Suggestion />}
          {turns.map((turn, index) => (
            <TurnView key={turn.id} turn={turn} last={index === turns.length - 1} />
          ))}
        </div>
      </div>
      <Composer />
    </section>
  );
}

/** An empty conversation says what can be typed. */
function Suggestion() {
  const name = useProject(
    ({ document, currentImage }) => document.images.find(({ id }) => id === currentImage)?.name,
  );
  const { samples } = useStudio();
  const own = samples.find(({ fileName }) => fileName === name)?.prompt ?? 'the person';
  return (
    <p className="low small chat-empty">
      Type what to segment, such as “{own}”, then go on: “and the hat”, “only its head”, “merge them”.
    </p>
  );
}
