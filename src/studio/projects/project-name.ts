export const untitled = 'Untitled project';
/** Samples go here when no project is open. */
export const samplesProject = 'Samples';

/** A name for the project that these files begin: their folder's, or that of a single photo. */
export function projectNameFor(files: readonly File[]): string {
  const [first] = files;
  const folder = first?.webkitRelativePath?.split('/')[0];
  if (folder) return folder;
  if (files.length > 1 || !first) return untitled;
  return first.name.replace(/\.[^.]+$/, '') || untitled;
}
