import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { SegmentedObject } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { useAnswer, useDesk, useProject, useStudio, useView } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';
import { LiveRow } from './live-row.tsx';
import { ObjectDetails } from './object-details.tsx';
import { ObjectRow } from './object-row.tsx';
import { useKeepFocus } from './use-keep-focus.ts';
import './objects.css';

const none: readonly SegmentedObject[] = [];

/** Objects of the photo, then those that the running answer is painting. */
export function ObjectList() {
  const objects = useProject(({ document, currentImage }) =>
    currentImage === null ? none : objectsOf(document, currentImage),
  );
  const image = useProject((project) => project.currentImage);
  const live = useAnswer(({ running }) => (running?.image === image ? running.objects.length : 0));
  return (
    <section className="objects" aria-label="Objects of this photo">
      <div className="ph">
        <h2>Objects</h2>
        <span className="n num">{objects.length + live}</span>
        <span className="grow" />
        {objects.length + live > 0 && (
          <span className="cols" aria-hidden="true">
            <span>conf.</span>
            <span>area</span>
          </span>
        )}
        <HideAll objects={objects} />
      </div>
      {objects.length + live === 0 ? (
        <p className="objs-empty low small">Nothing yet. Say what to segment, or paint it with the brush.</p>
      ) : (
        <Grid objects={objects} live={live} />
      )}
    </section>
  );
}

interface GridProps {
  readonly objects: readonly SegmentedObject[];
  readonly live: number;
}

function Grid({ objects, live }: GridProps) {
  const { studio, screen } = useDesk();
  const selection = useView((view) => view.selection);
  const grid = useRef<HTMLDivElement>(null);
  const keepFocus = useKeepFocus(grid, objects.length);
  const stop = objects.find(({ id }) => selection.includes(id)) ?? objects[0];

  useEffect(() => {
    const first = selection[0];
    if (first) grid.current?.querySelector(`[data-object="${first}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selection]);

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-object]');
    if (event.target !== row) return;
    const at = objects.findIndex(({ id }) => id === row.dataset.object);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: objects.length - 1 }[event.key];
    const target = to === undefined ? undefined : objects[to];
    if (event.key === 'Enter') {
      const own = objects[at];
      if (own) screen.setState({ renaming: own.id });
    } else if (target) {
      studio.select(event.shiftKey ? [...new Set([...selection, target.id])] : [target.id]);
      grid.current?.querySelector<HTMLElement>(`[data-object="${target.id}"]`)?.focus();
    } else if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={grid}
      className="objs"
      role="grid"
      aria-label="Objects"
      aria-multiselectable="true"
      onKeyDown={press}
      {...keepFocus}
    >
      {objects.map((object, index) => (
        <ObjectRow
          key={object.id}
          object={object}
          number={index + 1}
          selected={selection.includes(object.id)}
          tabStop={object === stop}
        >
          {selection.length === 1 && selection[0] === object.id && <ObjectDetails object={object} />}
        </ObjectRow>
      ))}
      {Array.from({ length: live }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the answer is what a live object is.
        <LiveRow key={index} index={index} number={objects.length + index + 1} />
      ))}
    </div>
  );
}

function HideAll({ objects }: { readonly objects: readonly SegmentedObject[] }) {
  const studio = useStudio();
  const anyVisible = objects.some(({ visible }) => visible);
  const label = anyVisible || objects.length === 0 ? 'Hide all' : 'Show all';
  const toggle = () => {
    for (const { id, visible } of objects) if (visible === anyVisible) studio.setVisible(id, !anyVisible);
  };
  return (
    <Tip label={label}>
      <button
        type="button"
        className="ib sm"
        aria-label={label}
        disabled={objects.length === 0}
        onClick={toggle}
      >
        <Icon name={anyVisible || objects.length === 0 ? 'eye' : 'eyeOff'} />
      </button>
    </Tip>
  );
}
