import type { ImportState } from '../../studio/exchange/import-state.ts';
import { useStudio } from '../desk.ts';
import { plural } from '../words/plural.ts';
import { Problems } from './problems.tsx';

export interface ImportDoneProps {
  readonly state: Extract<ImportState, { kind: 'done' }>;
  readonly onLeave: () => void;
}

export function ImportDone({ state, onLeave }: ImportDoneProps) {
  const studio = useStudio();
  const { added, removed, known, leftOut, failed } = state;
  return (
    <>
      <p role="status">
        Added {plural(added, 'object')}
        {removed > 0 && `, replaced ${removed}`}
        {known > 0 && `, ${known} were there already`}
        {leftOut > 0 && `, left ${leftOut} out`}.
      </p>
      {added + removed > 0 && (
        <button
          type="button"
          className="btn outline imp-undo"
          onClick={() => {
            studio.undo();
            onLeave();
          }}
        >
          Undo the import
        </button>
      )}
      <Problems failed={failed} />
    </>
  );
}
