import type { SegmentedObject } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { useAnswer, useProject } from '../desk.ts';
import { CombineMenu } from '../menus/combine-menu.tsx';
import { MaskLook } from './mask-look.tsx';
import { ObjectGrid } from './object-grid.tsx';
import './objects.css';

const none: readonly SegmentedObject[] = [];

/** Objects of the photo, back to front, then those that the running answer is painting. */
export function ObjectList() {
  const objects = useProject(({ document, currentImage }) =>
    currentImage === null ? none : objectsOf(document, currentImage),
  );
  const image = useProject((project) => project.currentImage);
  const live = useAnswer(({ running }) => (running?.image === image ? running.objects.length : 0));
  return (
    <section className="objects" aria-label="Objects of this photo">
      <div className="ph objs-head">
        <h2>Objects</h2>
        <span className="n num">{objects.length + live}</span>
        <span className="grow" />
        {objects.length + live > 0 && (
          <span className="cols" aria-hidden="true">
            <span>conf.</span>
            <span>area</span>
          </span>
        )}
        <CombineMenu />
        <MaskLook />
      </div>
      {objects.length + live === 0 ? (
        <p className="objs-empty low small">Nothing yet. Say what to segment, or paint it with the brush.</p>
      ) : (
        <ObjectGrid objects={objects} live={live} />
      )}
    </section>
  );
}
