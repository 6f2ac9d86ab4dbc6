import type { MaskStyle } from '../../studio/view-state.ts';
import { useDesk, useProject, useStudio, useView } from '../desk.ts';
import { runCommand } from '../keymap/desk-command.ts';
import { commandById } from '../keymap/keymap.ts';
import { FloatingPanel } from '../primitives/floating-panel.tsx';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Segmented } from '../primitives/segmented.tsx';
import { Slider } from '../primitives/slider.tsx';

const styles: readonly { readonly value: MaskStyle; readonly label: string }[] = [
  { value: 'fill', label: 'Fill' },
  { value: 'outline', label: 'Outline' },
  { value: 'hatch', label: 'Hatch' },
];

/** How masks are drawn on the photo, and which of them. Looks only: nothing here is an undo step but hiding. */
export function MaskLook() {
  const studio = useStudio();
  const style = useView((view) => view.maskStyle);
  const opacity = useView((view) => view.maskOpacity);
  return (
    <FloatingPanel
      name="How masks look"
      align="end"
      className="mask-look"
      trigger={
        <button type="button" className="ib sm" aria-label="How masks look" title="How masks look">
          <Icon name="sliders" />
        </button>
      }
    >
      <div className="mlabel">Masks on the photo</div>
      <div className="pop-line">
        <Segmented
          name="Masks drawn as"
          value={style}
          options={styles}
          onChange={(maskStyle) => studio.setView({ maskStyle })}
        />
      </div>
      <div className="pop-line">
        <span className="grow">Opacity</span>
        <Slider
          name="Opacity of the fill"
          value={Math.round(100 * opacity)}
          min={5}
          max={100}
          width={104}
          say={(percent) => `${percent} percent`}
          onChange={(percent) => studio.setView({ maskOpacity: percent / 100 })}
        />
        <span className="num low pop-value">{Math.round(100 * opacity)}%</span>
      </div>
      <div className="msep" />
      <Act id="hide-others" />
      <Act id="show-all" />
      <Act id="hide-all" />
    </FloatingPanel>
  );
}

function Act({ id }: { readonly id: string }) {
  const desk = useDesk();
  const { label, icon, keys, ...command } = commandById(id);
  useProject((project) => project.document);
  useView((view) => view.selection);
  const blocked = command.blocked?.(desk) ?? null;
  const [key] = keys;
  return (
    <button
      type="button"
      className="mrow"
      disabled={blocked !== null}
      onClick={() => runCommand(desk, commandById(id))}
    >
      {icon && <Icon name={icon} />}
      {label}
      {key !== undefined && <Keys chord={key} />}
    </button>
  );
}
