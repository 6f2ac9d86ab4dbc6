import type { ProjectState } from './project-state.ts';
import type { ExportPlan, ExportRequest } from './studio.ts';

export async function planExport(state: ProjectState, request: ExportRequest): Promise<ExportPlan> {
  throw new Error(`export of ${state.document.images.length} ${request.profile}`);
}
export async function writeExport(_state: ProjectState, _request: ExportRequest): Promise<Blob> {
  throw new Error('x');
}
export function exportFileName(_state: ProjectState, _request: ExportRequest): string {
  return '';
}
