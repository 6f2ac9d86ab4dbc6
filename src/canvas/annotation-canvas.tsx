import type Konva from 'konva';
import { useEffect, useId, useRef } from 'react';
import { Layer, Shape, Stage } from 'react-konva';
import { useStore } from 'zustand';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import { type LayerName, layerNames } from './canvas-renderer.ts';
import { keyWords } from './key-words.ts';
import { type MountedCanvas, mountCanvas } from './mount-canvas.ts';
import { hiddenFromSight, mirrorId, ObjectMirror } from './object-mirror.tsx';
import { sceneImage } from './scene.ts';
import type { Insets } from './viewport.ts';

/** Keeps the photo clear of the option slot above and the zoom bar below. */
const defaultInsets: Insets = { top: 60, right: 24, bottom: 56, left: 24 };

export interface AnnotationCanvasProps {
  readonly studio: Studio;
  readonly controller: CanvasController;
  readonly insets?: Insets;
}

/**
 * The photo with its masks, the answer while it is written, and the drawing tools. Fills its positioned parent. What
 * moves at pointer or frame rate never passes through React: the stage is painted straight from the studio's stores.
 */
export function AnnotationCanvas({ studio, controller, insets = defaultInsets }: AnnotationCanvasProps) {
  const root = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const stage = useRef<Konva.Stage>(null);
  const layers = useRef<Partial<Record<LayerName, Konva.Layer>>>({});
  const mounted = useRef<MountedCanvas | null>(null);
  const startInsets = useRef(insets);
  const prefix = useId();

  useEffect(() => {
    const { photo, masks, live, overlay, tool } = layers.current;
    if (!root.current || !surface.current || !stage.current) return;
    if (!photo || !masks || !live || !overlay || !tool) return;
    const parts = {
      root: root.current,
      surface: surface.current,
      stage: stage.current,
      layers: { photo, masks, live, overlay, tool },
    };
    const canvas = mountCanvas(parts, studio, controller, startInsets.current);
    mounted.current = canvas;
    return () => {
      mounted.current = null;
      canvas.dispose();
    };
  }, [studio, controller]);

  const { top, right, bottom, left } = insets;
  useEffect(() => {
    startInsets.current = { top, right, bottom, left };
    mounted.current?.setInsets({ top, right, bottom, left });
  }, [top, right, bottom, left]);

  return (
    <div ref={root} style={rootStyle}>
      <PhotoName studio={studio} />
      <div role="img" aria-label="Masks" style={fill}>
        <Stage ref={stage} listening={false} width={1} height={1}>
          {layerNames.map((name) => (
            <Layer
              key={name}
              listening={false}
              ref={(layer) => {
                if (layer === null) delete layers.current[name];
                else layers.current[name] = layer;
              }}
            >
              <Shape
                listening={false}
                perfectDrawEnabled={false}
                sceneFunc={(context) => mounted.current?.paint(name, context._context)}
              />
            </Layer>
          ))}
        </Stage>
      </div>
      <Surface studio={studio} prefix={prefix} element={surface} />
    </div>
  );
}

function PhotoName({ studio }: { readonly studio: Studio }) {
  const name = useStore(studio.project, (project) => sceneImage(project)?.name ?? null);
  if (name === null) return null;
  return <span role="img" aria-label={`Photo ${name}`} style={hiddenFromSight} />;
}

interface SurfaceProps {
  readonly studio: Studio;
  readonly prefix: string;
  readonly element: React.RefObject<HTMLDivElement | null>;
}

/** What takes the pointer and the keys: the smallest element that can, since `application` hides what is inside. */
function Surface({ studio, prefix, element }: SurfaceProps) {
  const active = useStore(studio.view, ({ selection }) => selection[0]);
  const words = useStore(studio.view, ({ tool }) => keyWords(tool));
  return (
    <div
      ref={element}
      role="application"
      aria-label="Annotation canvas"
      aria-describedby={`${prefix}-keys`}
      aria-activedescendant={active === undefined ? undefined : mirrorId(prefix, active)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive, it takes every key and pointer.
      tabIndex={0}
      style={surfaceStyle}
    >
      <span id={`${prefix}-keys`} style={hiddenFromSight}>
        {words}
      </span>
      <ObjectMirror studio={studio} prefix={prefix} />
    </div>
  );
}

const fill = { position: 'absolute', inset: 0 } as const;
const rootStyle = { ...fill, overflow: 'hidden', background: 'var(--stage, #0c0c0d)' } as const;
const surfaceStyle = {
  ...fill,
  touchAction: 'none',
  userSelect: 'none',
  WebkitUserSelect: 'none',
  WebkitTouchCallout: 'none',
  outlineOffset: -2,
} as const;
