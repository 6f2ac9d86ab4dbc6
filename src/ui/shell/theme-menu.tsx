import type { Theme } from '../../studio/view-state.ts';
import { useStudio, useView } from '../desk.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';
import { Menu, MenuChoice } from '../primitives/menu.tsx';

const themes: readonly { readonly value: Theme; readonly label: string; readonly icon: IconName }[] = [
  { value: 'system', label: 'As the system', icon: 'monitor' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'light', label: 'Light', icon: 'sun' },
];

export default function ThemeMenu() {
  const studio = useStudio();
  const theme = useView((view) => view.theme);
  const icon = themes.find(({ value }) => value === theme)?.icon ?? 'monitor';
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="ib" aria-label="Theme">
          <Icon name={icon} />
        </button>
      }
    >
      <MenuChoice value={theme} options={themes} onChange={(next) => studio.setView({ theme: next })} />
    </Menu>
  );
}
