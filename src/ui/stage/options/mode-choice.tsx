import { useStudio, useView } from '../../desk.ts';
import { maskModes } from '../../keymap/mask-commands.ts';
import { Icon } from '../../primitives/icon.tsx';
import { Segmented } from '../../primitives/segmented.tsx';

const options = maskModes.map(({ mode, label, icon }) => ({
  value: mode,
  name: label,
  title: label,
  label: <Icon name={icon} />,
}));

/** How what is drawn changes the selected object. */
export function ModeChoice() {
  const studio = useStudio();
  const mode = useView((view) => view.maskMode);
  return (
    <Segmented
      name="Mode"
      kind="icons"
      value={mode}
      options={options}
      onChange={(maskMode) => studio.setView({ maskMode })}
    />
  );
}
