import { afterEach, describe, expect, it, vi } from 'vitest';
import { BytePool } from '../../document/byte-pool.ts';
import { canUndo, jumpTo } from '../../document/history.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import { LimitedDisk, LimitedFile } from '../testing/limited-file.ts';
import { randomEvents, seededPick, stateText } from '../testing/random-events.ts';
import { migrations } from './format-migration.ts';
import type { ProjectFiles } from './project-files.ts';
import { type NumberedEvent, ProjectJournal, type SnapshotWriter } from './project-journal.ts';
import { readProjectFiles } from './read-project-files.ts';
import { readSnapshot } from './read-snapshot.ts';
import { snapshotParts } from './snapshot-parts.ts';

const names = ['head', 'snapshot0', 'snapshot1', 'journal0', 'journal1'] as const;
type Files = ProjectFiles & { readonly all: readonly LimitedFile[] };

function memoryFiles(disk = new LimitedDisk()): Files {
  const all = names.map(() => new LimitedFile(disk));
  const [head, snapshot0, snapshot1, journal0, journal1] = all;
  return { head: head!, snapshots: [snapshot0!, snapshot1!], journals: [journal0!, journal1!], all };
}

/** The files as they are now, or as they were at their last flush, on another disk. */
function copyOf(files: Files, which: 'bytes' | 'flushed' = 'bytes'): Files {
  const copy = memoryFiles();
  files.all.forEach((file, i) => {
    copy.all[i]!.replace(file[which]);
  });
  return copy;
}

const { events, states } = randomEvents(7, 240);
const texts = states.map(stateText);
const numbered = (from: number, to: number): NumberedEvent[] =>
  events.slice(from, to).map((event, i) => ({ sequence: from + 1 + i, event }));

function created(files: Files): ProjectJournal {
  return ProjectJournal.create(files, states[0]!);
}

function snapshotNow(journal: ProjectJournal): void {
  const writer = journal.beginSnapshot();
  for (const part of snapshotParts(states[journal.sequence]!)) writer.add(part);
  writer.finish();
}

const opened = (files: Files) => ProjectJournal.open(files)!;

afterEach(() => vi.restoreAllMocks());

describe('a journal', () => {
  it('gives back every state that was appended, with its steps of undo', () => {
    for (const to of [0, 1, 40, 240]) {
      const files = memoryFiles();
      created(files).append(numbered(0, to));
      const { project, problems, journal } = opened(files);
      expect(stateText(project)).toBe(texts[to]);
      expect(problems).toEqual([]);
      expect(journal.sequence).toBe(to);
    }
    const files = memoryFiles();
    created(files).append(numbered(0, 240));
    const { history } = opened(files).project;
    expect(canUndo(history)).toBe(true);
    for (const position of [0, 3, history.steps.length]) {
      const was = { ...states[240]!, history: jumpTo(states[240]!.history, position) };
      expect(stateText({ ...states[240]!, history: jumpTo(history, position) })).toBe(stateText(was));
    }
  });

  it('goes on where it was left, with snapshots now and then', () => {
    const files = memoryFiles();
    created(files).append(numbered(0, 10));
    const pick = seededPick(3);
    for (let at = 10; at < 240; ) {
      const { journal, project, problems } = opened(files);
      expect(problems).toEqual([]);
      expect(stateText(project)).toBe(texts[at]);
      const to = Math.min(240, at + 1 + pick(20));
      journal.append(numbered(at, to));
      if (pick(2)) snapshotNow(journal);
      at = to;
    }
    expect(stateText(opened(files).project)).toBe(texts[240]);
  });

  it('passes over events that are saved already, and refuses a gap', () => {
    const files = memoryFiles();
    const journal = created(files);
    journal.append(numbered(0, 5));
    journal.append(numbered(2, 8));
    expect(() => journal.append(numbered(9, 10))).toThrow(/missing/);
    expect(stateText(opened(files).project)).toBe(texts[8]);
  });

  it('shares equal masks after it was read from a snapshot, in objects and steps', () => {
    const files = memoryFiles();
    const journal = created(files);
    journal.append(numbered(0, 240));
    snapshotNow(journal);
    const { history } = opened(files).project;
    const masks = new Map<string, Mask>();
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
      if (value instanceof Map) for (const item of value.values()) visit(item);
      else if ('runs' in value) {
        const mask = value as Mask;
        const key = `${mask.width} ${mask.height} ${mask.top} ${mask.rows} ${mask.runs}`;
        expect(masks.get(key) ?? mask).toBe(mask);
        masks.set(key, mask);
      } else Object.values(value).forEach(visit);
    };
    visit(history);
    expect(masks.size).toBeGreaterThan(3);
  });

  it('opens as no project when nothing was ever saved', () => {
    expect(ProjectJournal.open(memoryFiles())).toBeNull();
  });
});

describe('a power cut', () => {
  /** What is on the disk after any number of writes, in any state of the buffers: see `cut`. */
  function everyMoment(run: (files: Files, saved: (sequence: number) => void) => void) {
    const files = memoryFiles();
    const moments: { readonly files: Files; readonly saved: number }[] = [];
    let saved = -1;
    const note = () => {
      if (saved >= 0)
        moments.push({ files: copyOf(files), saved }, { files: copyOf(files, 'flushed'), saved });
    };
    for (const file of files.all) {
      for (const call of ['write', 'truncate', 'flush'] as const) {
        const real = file[call].bind(file) as (...words: unknown[]) => unknown;
        vi.spyOn(file, call).mockImplementation((...words: unknown[]): never => {
          note();
          const result = real(...words);
          note();
          return result as never;
        });
      }
    }
    run(files, (sequence) => {
      saved = sequence;
    });
    return moments;
  }

  it('at any moment leaves a project that opens with all that was reported as saved', () => {
    const moments = everyMoment((files, saved) => {
      let journal = created(files);
      saved(0);
      const pick = seededPick(5);
      let writer: SnapshotWriter | null = null;
      let parts: IterableIterator<Parameters<SnapshotWriter['add']>[0]> | null = null;
      for (let at = 0; at < 60; ) {
        const to = Math.min(60, at + 1 + pick(4));
        journal.append(numbered(at, to));
        at = to;
        saved(at);
        if (writer && parts) {
          const part = parts.next();
          if (part.done) {
            writer.finish();
            writer = null;
          } else writer.add(part.value);
        } else if (pick(3) === 0) {
          writer = journal.beginSnapshot();
          parts = snapshotParts(states[at]!);
        }
        if (pick(12) === 0) {
          journal = opened(files).journal;
          [writer, parts] = [null, null];
        }
      }
    });
    expect(moments.length).toBeGreaterThan(300);
    for (const { files, saved } of moments) {
      const read = readProjectFiles(files)!;
      expect(read.sequence).toBeGreaterThanOrEqual(saved);
      expect(stateText(read.project)).toBe(texts[read.sequence]);
      const { journal } = opened(files);
      journal.append(numbered(read.sequence, read.sequence + 1));
      expect(stateText(opened(files).project)).toBe(texts[read.sequence + 1]);
    }
  });
});

describe('a full disk', () => {
  it.each([1, 10, 30, 200, 5000])(
    'with %i bytes left loses nothing that was saved, and takes the rest later',
    (room) => {
      const disk = new LimitedDisk();
      const files = memoryFiles(disk);
      const journal = created(files);
      journal.append(numbered(0, 20));
      disk.limit = disk.used + room;
      let at = 20;
      const fill = () => {
        for (; at < 240; at++) journal.append(numbered(at, at + 1));
      };
      expect(fill).toThrow(expect.objectContaining({ code: 'storage-full' }));
      // The disk did refuse, and a part of a record may lie there: what opens is what was saved.
      expect(disk.refused).toBeGreaterThan(0);
      expect(stateText(readProjectFiles(files)!.project)).toBe(texts[at]);
      expect(() => snapshotNow(journal)).toThrow(StudioError);
      expect(stateText(readProjectFiles(files)!.project)).toBe(texts[at]);
      disk.limit = Number.POSITIVE_INFINITY;
      fill();
      snapshotNow(journal);
      const { project, problems } = opened(files);
      expect(stateText(project)).toBe(texts[240]);
      expect(problems).toEqual([]);
    },
  );

  it('that fails to flush has saved nothing', () => {
    const files = memoryFiles();
    const journal = created(files);
    journal.append(numbered(0, 5));
    vi.spyOn(files.journals[1] as LimitedFile, 'flush').mockImplementationOnce(() => {
      throw new DOMException('disk gone', 'UnknownError');
    });
    expect(() => journal.append(numbered(5, 9))).toThrow('disk gone');
    expect(readProjectFiles(files)!.sequence).toBe(5);
    journal.append(numbered(5, 9));
    expect(stateText(opened(files).project)).toBe(texts[9]);
  });
});

describe('two writers', () => {
  it('the one that lost the project writes nothing any more', () => {
    const files = memoryFiles();
    const first = created(files);
    first.append(numbered(0, 10));
    const writer = first.beginSnapshot();
    const second = opened(files).journal;
    const before = files.all.map(({ bytes }) => bytes.slice());
    const taken = expect.objectContaining({ code: 'storage-taken' });
    expect(() => first.append(numbered(10, 11))).toThrow(taken);
    expect(() => first.beginSnapshot()).toThrow(taken);
    expect(files.all.map(({ bytes }) => bytes)).toEqual(before);
    second.append(numbered(10, 30));
    for (const part of snapshotParts(states[10]!)) writer.add(part);
    expect(() => writer.finish()).toThrow(taken);
    const { project, problems } = opened(files);
    expect(stateText(project)).toBe(texts[30]);
    expect(problems).toEqual([]);
  });
});

it('says so when the disk no longer has the project, and blames no other tab', () => {
  const files = memoryFiles();
  const journal = created(files);
  journal.append(numbered(0, 10));
  for (const file of files.all) file.truncate(0);
  const gone = expect.objectContaining({
    code: 'storage-failed',
    message: expect.stringMatching(/taken off the disk.+save it as a bundle/),
  });
  expect(() => journal.append(numbered(10, 11))).toThrow(gone);
  expect(() => journal.beginSnapshot()).toThrow(gone);
});

describe('damage', () => {
  function withSnapshots(): Files {
    const files = memoryFiles();
    const journal = created(files);
    journal.append(numbered(0, 60));
    snapshotNow(journal);
    journal.append(numbered(60, 120));
    snapshotNow(journal);
    journal.append(numbered(120, 180));
    return files;
  }
  const flip = (file: LimitedFile, at: number) => {
    file.bytes[at] = file.bytes[at]! ^ 0x10;
  };

  it('of any one file but the journal in use loses nothing', () => {
    const files = withSnapshots();
    const pick = seededPick(11);
    // Generation 3 is in use: journal 1.
    for (const index of [0, 1, 2, 3]) {
      for (let i = 0; i < 40; i++) {
        const copy = copyOf(files);
        const file = copy.all[index]!;
        const at = pick(file.size());
        if (i % 2) flip(file, at);
        else file.truncate(at);
        const { project, problems, journal } = opened(copy);
        expect(stateText(project)).toBe(texts[180]);
        expect(problems).toEqual([]);
        journal.append(numbered(180, 181));
        expect(stateText(opened(copy).project)).toBe(texts[181]);
      }
    }
  });

  it('of everything at once still opens, and says what was lost', () => {
    const files = withSnapshots();
    const pick = seededPick(13);
    for (let i = 0; i < 60; i++) {
      const copy = copyOf(files);
      for (const file of copy.all) flip(file, pick(file.size()));
      const { project, problems, journal } = opened(copy);
      if (stateText(project) !== texts[180]) expect(problems.join()).toMatch(/lost|left out|cannot be read/);
      const again = opened(copy);
      expect(stateText(again.project)).toBe(stateText(project));
      expect(again.problems).toEqual([]);
      expect(again.journal.sequence).toBe(journal.sequence);
    }
  });

  it('of a new project that has no snapshot of worth loses nothing', () => {
    const files = memoryFiles();
    created(files).append(numbered(0, 50));
    for (const at of [0, 30, 60]) {
      const copy = copyOf(files);
      flip(copy.all[2]!, at);
      expect(stateText(opened(copy).project)).toBe(texts[50]);
    }
  });

  it('that leaves nothing is refused, and nothing is written', () => {
    const files = withSnapshots();
    for (const file of files.all) file.bytes.fill(7);
    const before = files.all.map(({ bytes }) => bytes.slice());
    expect(() => opened(files)).toThrow(/nothing of it can be read/);
    expect(files.all.map(({ bytes }) => bytes)).toEqual(before);
  });
});

describe('versions', () => {
  /** A later version that counts the letters of each step's name. */
  const toNext = (content: unknown): unknown => {
    if (typeof content !== 'object' || content === null || !('name' in content)) return content;
    return { ...content, name: `${String(content.name)}!` };
  };

  const next = [...migrations, toNext];

  it('before this one are read by what there is now, from the first on', () => {
    const files = memoryFiles();
    ProjectJournal.create(files, states[0]!, []).append(numbered(0, 60));
    expect(stateText(opened(files).project)).toBe(texts[60]);
  });

  it('before this one are read by their migrations, in snapshots and journals', () => {
    const files = memoryFiles();
    created(files).append(numbered(0, 60));
    const { project, journal } = ProjectJournal.open(files, next)!;
    const names = states[60]!.history.steps.map(({ name }) => `${name}!`);
    expect(project.history.steps.map(({ name }) => name)).toEqual(names);
    // New records are of the new version beside the old ones.
    journal.append(numbered(60, 61));
    expect(readProjectFiles(files, next)!.sequence).toBe(61);
  });

  it('after this one are refused politely, and left as they are', () => {
    const files = memoryFiles();
    created(files).append(numbered(0, 60));
    ProjectJournal.open(files, next);
    const before = files.all.map(({ bytes }) => bytes.slice());
    expect(() => opened(files)).toThrow(expect.objectContaining({ code: 'storage-newer' }));
    expect(files.all.map(({ bytes }) => bytes)).toEqual(before);
  });

  it('a snapshot names its version in every record', () => {
    const files = memoryFiles();
    const journal = created(files);
    journal.append(numbered(0, 60));
    snapshotNow(journal);
    const bytes = (files.snapshots[0] as LimitedFile).bytes;
    expect(readSnapshot(bytes, new BytePool(), migrations)!.whole).toBe(true);
  });
});
