import { useStore } from 'zustand';
import { useStudio } from '../desk.ts';

/** Says what the studio announces: once at a box, once at the end of an object, never per row. */
export function LiveRegion() {
  const text = useStore(useStudio().announcement);
  return (
    <div className="vh" aria-live="polite" aria-atomic="true">
      {text}
    </div>
  );
}
