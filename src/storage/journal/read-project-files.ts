import { rememberedFrom } from '../../document/apply-event.ts';
import { BytePool } from '../../document/byte-pool.ts';
import { emptyDocument } from '../../document/document.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import { formatVersion, type Migration, migrations } from './format-migration.ts';
import { HeadFile } from './head-file.ts';
import { headSchema, type ProjectFiles } from './project-files.ts';
import { inOrder, type Journal, readJournal, replayJournals } from './read-journal.ts';
import { projectOf, readSnapshot, readSnapshotStart } from './read-snapshot.ts';
import { lossInWords } from './recovery-words.ts';
import { salvageProject } from './salvage-project.ts';
import { readBytes } from './sync-file.ts';

export interface ReadProject {
  readonly project: RememberedProject;
  /** What was lost, in words for people; empty when all was read. */
  readonly problems: readonly string[];
  /** Sequence of the last event in it. */
  readonly sequence: number;
  /** Highest sequence met anywhere: more than `sequence` when events were lost, whose numbers are not used again. */
  readonly highest: number;
  /** Highest epoch met anywhere. */
  readonly epoch: number;
  /** Generation of the snapshot that it began with, and the highest met anywhere. */
  readonly generation: number;
  readonly newest: number;
  /** Where the journal goes on; null when a new snapshot must come first. */
  readonly tail: { readonly generation: number; readonly end: number } | null;
  readonly snapshotBytes: number;
}

/** A project to carry out journals upon. */
interface Ground {
  readonly project: RememberedProject;
  readonly problems: readonly string[];
  readonly sequence: number;
  readonly generation: number;
  readonly snapshotBytes: number;
}

/**
 * The project that the files hold, as far as it can be read; they stay as they are. Null when nothing was ever saved in
 * them. Throws StudioError `storage-newer` when a later version wrote them, `storage-failed` when nothing can be read.
 */
export function readProjectFiles(
  files: ProjectFiles,
  steps: readonly Migration[] = migrations,
): ReadProject | null {
  const all = [files.head, ...files.snapshots, ...files.journals];
  if (all.every((file) => file.size() === 0)) return null;
  const head = new HeadFile(files.head, headSchema, formatVersion(steps)).read();
  const pool = new BytePool<Mask>();
  const snapshots = files.snapshots.map((file) => readBytes(file));
  const journals = inOrder(files.journals.flatMap((file) => readJournal(readBytes(file), steps) ?? []));
  const starts = snapshots.flatMap((bytes) => readSnapshotStart(bytes, steps) ?? []);
  const generations = [...starts, ...journals].map(({ generation }) => generation ?? 0);
  const from =
    wholeGround(snapshots, pool, steps) ?? emptyGround(journals) ?? salvagedGround(snapshots, pool, steps);
  if (!from) throw unreadable();
  const replay = replayJournals(from, journals, pool, steps);
  const { generation, snapshotBytes } = from;
  return {
    project: replay.project,
    problems: [...from.problems, ...(replay.loss ? [lossInWords(replay.loss)] : [])],
    sequence: replay.sequence,
    highest: replay.highest,
    epoch: Math.max(replay.epoch, head?.epoch ?? 0),
    generation,
    newest: Math.max(head?.generation ?? 0, ...generations),
    tail: from.problems.length === 0 && goesOn(replay.tail, generation) ? replay.tail : null,
    snapshotBytes,
  };
}

const emptyProject = rememberedFrom({ document: emptyDocument });

function ground(project: RememberedProject, sequence: number, generation: number): Ground {
  return { project, problems: [], sequence, generation, snapshotBytes: 0 };
}

/** A writer keeps its snapshot's journal or the next; anything else is put in order by a new snapshot. */
function goesOn(tail: ReadProject['tail'], generation: number): boolean {
  return tail !== null && (tail.generation === generation || tail.generation === generation + 1);
}

/** A project whose first journal is still there needs no snapshot. */
function emptyGround(journals: readonly Journal[]): Ground | null {
  const first = journals.find(({ fromNothing }) => fromNothing);
  return first ? ground(emptyProject, first.after, (first.generation ?? 1) - 1) : null;
}

/** The newest snapshot that is whole. */
function wholeGround(
  snapshots: readonly Uint8Array[],
  pool: BytePool<Mask>,
  steps: readonly Migration[],
): Ground | null {
  for (const bytes of newestFirst(snapshots, steps)) {
    const snapshot = readSnapshot(bytes, pool, steps);
    if (!snapshot?.whole) continue;
    try {
      const { sequence, generation } = snapshot;
      return { ...ground(projectOf(snapshot), sequence, generation), snapshotBytes: bytes.length };
    } catch (error) {
      // Its parts contradict each other: the one before may not.
      if (!(error instanceof StudioError)) throw error;
    }
  }
  return null;
}

/** What single records of the newest snapshot still give. */
function salvagedGround(
  snapshots: readonly Uint8Array[],
  pool: BytePool<Mask>,
  steps: readonly Migration[],
): Ground | null {
  for (const bytes of newestFirst(snapshots, steps)) {
    const snapshot = readSnapshot(bytes, pool, steps);
    if (!snapshot) continue;
    const { project, problems } = salvageProject(snapshot.parts);
    return { ...ground(project, snapshot.sequence, snapshot.generation), problems };
  }
  return null;
}

function newestFirst(snapshots: readonly Uint8Array[], steps: readonly Migration[]): readonly Uint8Array[] {
  const generationOf = (bytes: Uint8Array) => readSnapshotStart(bytes, steps)?.generation ?? -1;
  return snapshots.toSorted((a, b) => generationOf(b) - generationOf(a));
}

function unreadable(): StudioError {
  return new StudioError(
    'storage-failed',
    'The saved project is damaged so badly that nothing of it can be read. Nothing was deleted.',
  );
}
