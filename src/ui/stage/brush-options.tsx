import { objectColour } from '../../canvas/palette.ts';
import { objectById } from '../../document/lookup.ts';
import { useProject, useStudio, useView } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Slider } from '../primitives/slider.tsx';

/** The slider is logarithmic: 1 px to 512 px, so that small sizes can be met. */
const steps = 100;
const largest = 512;
const toSize = (step: number) => Math.max(1, Math.round(largest ** (step / steps)));
const toStep = (size: number) => (steps * Math.log(Math.max(1, size))) / Math.log(largest);

export function BrushOptions() {
  const studio = useStudio();
  const tool = useView((view) => view.tool);
  const size = useView((view) => view.brushSize);
  const erasing = tool === 'eraser';
  const label = erasing ? 'Eraser' : 'Brush';
  return (
    <div className="float opts" role="toolbar" aria-label="Brush options">
      <span className="row opts-name">
        <Icon name={erasing ? 'eraser' : 'brush'} />
        <span className="x">{label}</span>
      </span>
      <span className="vr" />
      <Target erasing={erasing} />
      <span className="vr" />
      <span className="lab x">Size</span>
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
      <span className="row opts-keys x">
        <Keys chord={shortcutKey('brush-size', 0)} />
        <Keys chord={shortcutKey('brush-size', 1)} />
      </span>
      <span className="vr" />
      <button type="button" className="btn sm" onClick={() => studio.setView({ tool: 'select' })}>
        Done
        <Keys chord={shortcutKey('finish')} />
      </button>
    </div>
  );
}

/** What the next stroke changes, said before it is made. */
function Target({ erasing }: { readonly erasing: boolean }) {
  const selected = useView((view) => view.selection[0]);
  const target = useProject(({ document, currentImage }) => {
    const object = currentImage && selected ? objectById(document, currentImage, selected) : undefined;
    return object && document.categories.find(({ id }) => id === object.category);
  });
  const locked = useProject(({ document, currentImage }) =>
    currentImage && selected ? (objectById(document, currentImage, selected)?.locked ?? false) : false,
  );
  if (!target) return <span className="dim small">{erasing ? 'Select an object' : 'New object'}</span>;
  return (
    <span className="row opts-target small">
      <span className="swatch" style={{ '--c': objectColour(target.colour) } as React.CSSProperties} />
      <span className="cut">{target.name}</span>
      {locked && <span className="low">locked</span>}
    </span>
  );
}
