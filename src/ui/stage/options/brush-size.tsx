import { useStudio, useView } from '../../desk.ts';
import { shortcutKey } from '../../keymap/keymap.ts';
import { Keys } from '../../primitives/keys.tsx';
import { Slider } from '../../primitives/slider.tsx';

/** The slider is logarithmic: 1 px to 512 px, so that small sizes can be met. */
const steps = 100;
const largest = 512;
const toSize = (step: number) => Math.max(1, Math.round(largest ** (step / steps)));
const toStep = (size: number) => (steps * Math.log(Math.max(1, size))) / Math.log(largest);

export function BrushSize() {
  const studio = useStudio();
  const size = useView((view) => view.brushSize);
  return (
    <>
      <span className="lab opts-label">Size</span>
      <Slider
        name="Brush size"
        value={toStep(size)}
        min={0}
        max={steps}
        width={84}
        say={(step) => `${toSize(step)} pixels`}
        onChange={(step) => studio.setView({ brushSize: toSize(step) })}
      />
      <span className="num opts-size">{Math.round(size)} px</span>
      <span className="row opts-keys">
        <Keys chord={shortcutKey('brush-smaller')} />
        <Keys chord={shortcutKey('brush-larger')} />
      </span>
    </>
  );
}
