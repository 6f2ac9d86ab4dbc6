import type { Point } from '../mask/space.ts';
import type { PointerSample } from './pointer-router.ts';
import type { ToolPointer } from './tools/tool.ts';
import { toImage, type Viewport } from './viewport.ts';

/** CSS pixels within which something counts as hit. */
const reachOf: Readonly<Record<PointerSample['device'], number>> = { mouse: 7, pen: 10, touch: 22 };

/** As in PointerEvent's `buttons`: the barrel button, and the eraser end. */
const erasingButtons = 2 | 32;

/** Where an event is on an element, in CSS pixels from its corner. */
export function placeOn(element: HTMLElement, event: MouseEvent): Point<'screen'> {
  const rect = element.getBoundingClientRect();
  return { x: event.clientX - rect.left, y: event.clientY - rect.top };
}

/** What decides where an event goes. `panning`: Space is held. */
export function pointerSample(surface: HTMLElement, event: PointerEvent, panning: boolean): PointerSample {
  const { pointerId: id, button, timeStamp: time } = event;
  return { id, device: deviceOf(event), button, screen: placeOn(surface, event), panning, time };
}

/** The event as tools see it, with every sample that the browser gathered since the last. */
export function toolPointer(surface: HTMLElement, event: PointerEvent, viewport: Viewport): ToolPointer {
  const { left, top } = surface.getBoundingClientRect();
  const device = deviceOf(event);
  const toInk = ({ clientX, clientY, pressure }: PointerEvent) => ({
    ...toImage(viewport, { x: clientX - left, y: clientY - top }),
    pressure: device === 'pen' ? pressure : 1,
  });
  const { x, y, pressure } = toInk(event);
  // Missing in insecure contexts, such as a development server opened by its address.
  const samples = event.type === 'pointermove' ? (event.getCoalescedEvents?.() ?? []) : [];
  const before = samples.length > 1 ? samples.slice(0, -1).map(toInk) : [];
  return {
    point: { x, y },
    screen: { x: event.clientX - left, y: event.clientY - top },
    path: [...before, { x, y, pressure }],
    shift: event.shiftKey,
    alt: event.altKey,
    erase: device === 'pen' && (event.buttons & erasingButtons) !== 0,
    reach: reachOf[device],
  };
}

function deviceOf({ pointerType }: PointerEvent): PointerSample['device'] {
  return pointerType === 'pen' || pointerType === 'touch' ? pointerType : 'mouse';
}
