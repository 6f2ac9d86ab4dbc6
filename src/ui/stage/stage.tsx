import { lazy, Suspense, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Insets } from '../../canvas/viewport.ts';
import { imageById } from '../../document/lookup.ts';
import { useDesk, useProject, useStudio } from '../desk.ts';
import { Notices } from '../notices/notices.tsx';
import { RefinePopover } from '../refine/refine-popover.tsx';
import { HintBar } from './hint-bar.tsx';
import { OptionSlot } from './option-slot.tsx';
import { PenBar } from './pen-bar.tsx';
import { PhotoPlaceholder } from './photo-placeholder.tsx';
import { StageBoundary } from './stage-boundary.tsx';
import { ZoomBar } from './zoom-bar.tsx';
import './stage.css';

export async function loadCanvas() {
  const { AnnotationCanvas: component } = await import('../../canvas/annotation-canvas.tsx');
  return { default: component };
}

const AnnotationCanvas = lazy(loadCanvas);

const insets: Insets = { top: 62, right: 24, bottom: 58, left: 24 };
const narrowInsets: Insets = { top: 66, right: 12, bottom: 64, left: 12 };

/** The photo and what floats over it. */
export function Stage() {
  const { studio, controller } = useDesk();
  const image = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : imageById(document, currentImage),
  );
  const name = image?.name ?? 'no photo';
  useEffect(() => {
    document.title = image ? `${image.name} · Text4Seg Studio` : 'Text4Seg Studio';
  }, [image]);
  const narrow = matchMedia('(max-width: 1100px)').matches;
  return (
    <main className="stage" id="canvas" tabIndex={-1} aria-label={`Canvas, ${name}`}>
      <h1 className="vh">{image ? image.name : 'No photo open'}</h1>
      <StageBoundary>
        <Suspense>
          <AnnotationCanvas studio={studio} controller={controller} insets={narrow ? narrowInsets : insets} />
        </Suspense>
        <PhotoPlaceholder />
      </StageBoundary>
      <div className="stage-top">
        <Notices place="banner" />
        <Slot />
      </div>
      {image && <HintBar />}
      {image && <PenBar />}
      {image && <ZoomBar />}
    </main>
  );
}

/** A banner takes the place of the answer's progress, which the list and the chat go on telling; tools move below it. */
function Slot() {
  const banner = useStore(useStudio().notices, (notices) => notices.some(({ canWait }) => !canWait));
  const slot = useRef<HTMLDivElement>(null);
  return (
    <div ref={slot} className="slot">
      <OptionSlot banner={banner} />
      <RefinePopover slot={slot} />
    </div>
  );
}
