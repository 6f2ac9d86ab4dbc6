import type { ToolName } from '../studio/view-state.ts';
import { tools } from './tools/tools.ts';

/** What the keys do on the drawing surface with a tool, for those who can't see its hints. */
export function keyWords(tool: ToolName): string {
  const { keyCursor } = tools[tool];
  if (!keyCursor) {
    return 'Tab goes through the objects. Arrow keys move what is selected, with Control they resize it; with nothing selected they move the view.';
  }
  return 'Arrow keys move the cursor, with Shift further, with Alt by one pixel. Space presses and lifts, Enter finishes, Escape cancels.';
}
