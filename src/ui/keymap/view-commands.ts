import type { MaskStyle, PanelTab, Theme } from '../../studio/view-state.ts';
import type { Desk } from '../desk.ts';
import type { IconName } from '../primitives/icon.tsx';
import type { DeskCommand } from './desk-command.ts';

const group = 'Prompt and view';
const page = 'studio';

const prompting: readonly DeskCommand[] = [
  {
    id: 'palette',
    keys: ['Ctrl K'],
    label: 'Command palette',
    group,
    inText: true,
    keyOnly: true,
    run: ({ studio, screen }) => {
      screen.setState({ choosing: null });
      studio.setView({ dialog: 'palette' });
    },
  },
  {
    id: 'focus-prompt',
    keys: ['/'],
    label: 'Focus the prompt',
    icon: 'pen',
    words: 'ask question describe text',
    group,
    page,
    run: (desk) => desk.focusPrompt(),
  },
  {
    id: 'focus-photo',
    keys: ['.'],
    label: 'Go to the photo',
    icon: 'image',
    words: 'focus canvas stage draw',
    group,
    page,
    run: ({ controller }) => controller.focus(),
  },
  { id: 'send', keys: [], shown: ['Enter'], label: 'Send', group, run: null },
  { id: 'new-line', keys: [], shown: ['Shift Enter'], label: 'New line', group, run: null },
  {
    id: 'escape',
    keys: ['Esc'],
    label: 'Cancel, stop, select nothing',
    group,
    inText: true,
    page,
    keyOnly: true,
    run: (desk) => stepBack(desk),
  },
  {
    id: 'stop-answer',
    keys: [],
    label: 'Stop the answer',
    icon: 'close',
    group,
    page,
    blocked: ({ studio }) => (studio.answer.getState().running === null ? 'No answer is running' : null),
    run: ({ studio }) => studio.stop(),
  },
];

/** One order everywhere: close what floats, cancel a shape, stop the answer, clear the selection. Menus come before. */
function stepBack({ studio, controller, screen }: Desk): boolean {
  if (screen.getState().refining !== null) {
    screen.setState({ refining: null });
    return true;
  }
  if (controller.cancelGesture()) return true;
  if (studio.view.getState().region !== null) {
    studio.setView({ region: null });
    return true;
  }
  if (studio.answer.getState().running) {
    studio.stop();
    return true;
  }
  if (studio.view.getState().selection.length === 0) return false;
  studio.select([]);
  return true;
}

const showTab = (tab: PanelTab, label: string, words: string): DeskCommand => ({
  id: `show-${tab}`,
  keys: [],
  label,
  words,
  icon: 'panel',
  group,
  page,
  run: ({ studio }) => studio.setView({ tab, panelOpen: true }),
});

const looking: readonly DeskCommand[] = [
  {
    id: 'tokens',
    keys: ['T'],
    label: 'Tokens',
    icon: 'panel',
    words: 'inspector bricks answer text',
    group,
    page,
    run: ({ studio }) => {
      const { tab, panelOpen } = studio.view.getState();
      const away = tab === 'tokens' && panelOpen;
      studio.setView({ tab: away ? 'objects' : 'tokens', panelOpen: true });
    },
  },
  showTab('objects', 'Objects', 'panel list'),
  showTab('history', 'History', 'panel steps undo'),
  {
    id: 'grid',
    keys: ['#'],
    label: '64 × 64 grid',
    icon: 'grid',
    group,
    page,
    run: ({ studio }) => studio.setView({ showGrid: !studio.view.getState().showGrid }),
  },
  {
    id: 'fit',
    keys: ['Ctrl 0'],
    label: 'Fit to window',
    line: 'Fit, 100 %',
    icon: 'search',
    words: 'zoom whole photo',
    group,
    page,
    inText: true,
    run: ({ controller }) => controller.fit(),
  },
  {
    id: 'actual-size',
    keys: ['Ctrl 1'],
    label: '100 %',
    line: 'Fit, 100 %',
    icon: 'search',
    words: 'zoom actual size',
    group,
    page,
    inText: true,
    run: ({ controller }) => controller.actualSize(),
  },
  {
    id: 'zoom-in',
    keys: ['Ctrl +', 'Ctrl ='],
    shown: ['Ctrl +'],
    label: 'Zoom in',
    line: 'Zoom in, out',
    icon: 'plus',
    group,
    page,
    inText: true,
    run: ({ controller }) => controller.zoomIn(),
  },
  {
    id: 'zoom-out',
    keys: ['Ctrl -', 'Ctrl _'],
    shown: ['Ctrl -'],
    label: 'Zoom out',
    line: 'Zoom in, out',
    icon: 'minus',
    group,
    page,
    inText: true,
    run: ({ controller }) => controller.zoomOut(),
  },
  {
    id: 'panel',
    keys: ['\\'],
    label: 'Hide, show the panel',
    icon: 'panel',
    words: 'side objects chat',
    group,
    page,
    run: ({ studio }) => studio.setView({ panelOpen: !studio.view.getState().panelOpen }),
  },
];

const styles: readonly { readonly style: MaskStyle; readonly label: string }[] = [
  { style: 'fill', label: 'Masks filled' },
  { style: 'outline', label: 'Masks as outlines' },
  { style: 'hatch', label: 'Masks hatched' },
];
const themes: readonly { readonly theme: Theme; readonly label: string; readonly icon: IconName }[] = [
  { theme: 'dark', label: 'Dark theme', icon: 'moon' },
  { theme: 'light', label: 'Light theme', icon: 'sun' },
  { theme: 'system', label: 'Theme as the system', icon: 'monitor' },
];

const settings: readonly DeskCommand[] = [
  ...styles.map(
    ({ style, label }): DeskCommand => ({
      id: `masks-${style}`,
      keys: [],
      label,
      words: 'look style opacity',
      icon: 'sliders',
      group,
      page,
      run: ({ studio }) => studio.setView({ maskStyle: style }),
    }),
  ),
  ...themes.map(
    ({ theme, label, icon }): DeskCommand => ({
      id: `theme-${theme}`,
      keys: [],
      label,
      words: 'appearance colour',
      icon,
      group,
      run: ({ studio }) => studio.setView({ theme }),
    }),
  ),
  {
    id: 'single-keys',
    keys: [],
    label: 'Single keys',
    words: 'shortcuts accessibility speech',
    icon: 'keyboard',
    group,
    title: ({ screen }) => `Single keys: turn ${screen.getState().singleKeys ? 'off' : 'on'}`,
    run: ({ screen }) => screen.setState({ singleKeys: !screen.getState().singleKeys }),
  },
  {
    id: 'shortcuts',
    keys: ['?'],
    label: 'Keyboard shortcuts',
    icon: 'keyboard',
    words: 'keys help',
    group,
    run: ({ studio }) => studio.setView({ dialog: 'shortcuts' }),
  },
  {
    id: 'about-model',
    keys: [],
    label: 'About the model',
    icon: 'processor',
    words: 'device gpu cpu speed',
    group,
    run: ({ studio }) => studio.setView({ dialog: 'about-model' }),
  },
];

export const viewCommands: readonly DeskCommand[] = [...prompting, ...looking, ...settings];
