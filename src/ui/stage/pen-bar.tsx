import { useStudio, useView } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { SwitchRow } from '../primitives/switch-row.tsx';

/** On screens that are touched, and once a pen has been: whether fingers draw too. */
export function PenBar() {
  const studio = useStudio();
  const penDraws = useView((view) => view.penDraws);
  return (
    <div className={penDraws ? 'float penbar met' : 'float penbar'} role="group" aria-label="Stylus">
      <Icon name="pen" />
      <SwitchRow
        kind="bar"
        label="Pen draws, finger pans"
        on={penDraws}
        onChange={(on) => studio.setView({ penDraws: on })}
      />
    </div>
  );
}
