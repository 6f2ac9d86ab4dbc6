/** A package that can be chosen by name; `path` is a folder below the address of the app (or the repository root). */
export interface RegisteredPackage {
  readonly id: string;
  readonly title: string;
  readonly path: string;
}

/** The model that comes with the app. */
export const embeddedPackage: RegisteredPackage = {
  id: 'text4seg-nano',
  title: 'Text4Seg nano',
  path: 'models/text4seg-nano/',
};

/** All packages the app knows by name, first the one to use when nothing else was chosen. */
export const packageRegistry: readonly RegisteredPackage[] = [embeddedPackage];
