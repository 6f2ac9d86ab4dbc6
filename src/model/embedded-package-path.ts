/** Folder of the model that comes with the app, below the address of the app or the root of the repository. */
export const embeddedPackagePath = 'models/text4seg-nano/';
