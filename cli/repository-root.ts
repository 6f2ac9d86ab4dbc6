import path from 'node:path';

/** Folder that holds package.json. */
export const repositoryRoot = path.resolve(import.meta.dirname, '..');
