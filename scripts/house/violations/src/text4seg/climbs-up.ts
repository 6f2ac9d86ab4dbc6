// A deliberate violation: the house check must catch it, or it no longer checks anything.
import { panel } from '../ui/panel.ts';

export const caught = panel;
