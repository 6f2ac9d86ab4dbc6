declare const brand: unique symbol;

/** Names a project in this browser; lower-case letters, digits and hyphens. */
export type ProjectId = string & { readonly [brand]: 'project' };

/** What can be said of a project without opening it. */
export interface ProjectHoldings {
  readonly photos: number;
  readonly objects: number;
  /** Bytes of the photos that are copied into the project. */
  readonly photoBytes: number;
  /** Key of the thumbnail that stands for the project; null without photos. */
  readonly cover: string | null;
}

export interface ProjectSummary extends ProjectHoldings {
  readonly id: ProjectId;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly openedAt: number;
  readonly changedAt: number;
  /** Bytes that the project takes on disk, photos included. */
  readonly bytes: number;
}
