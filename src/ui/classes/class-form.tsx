import { objectColours } from '../../canvas/palette.ts';
import type { ClassUse } from '../../document/class-uses.ts';
import type { Category, CategoryId } from '../../document/document.ts';
import { classConflict } from '../../studio/class-conflict.ts';
import { everyPhoto } from '../../studio/strip-filter.ts';
import { useProject, useStudio } from '../desk.ts';
import { classMoves } from '../keymap/class-commands.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { ColourChoice } from '../objects/colour-choice.tsx';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';
import { plural } from '../words/plural.ts';
import { ClassLeaving } from './class-leaving.tsx';
import { KeyField } from './key-field.tsx';
import { WordsField } from './words-field.tsx';

export interface ClassFormProps {
  readonly category: Category;
  readonly use: ClassUse;
  /** It is asked into which class its objects go: to merge it, or since it can't be deleted otherwise. */
  readonly leaving: Leaving | null;
  readonly onLeaving: (leaving: Leaving | null) => void;
  readonly onDelete: () => void;
  /** The classes listed, among which it can be moved. */
  readonly listed: readonly Category[];
  readonly onMove: (id: CategoryId, to: number) => void;
  readonly onMerged: (into: CategoryId) => void;
}

export type Leaving = 'merge' | 'delete';

/** All that belongs to a class. Each change is one undo step, made when its field is left. */
export function ClassForm(props: ClassFormProps) {
  const { category, use, leaving, onLeaving, onMerged } = props;
  const studio = useStudio();
  const document = useProject((project) => project.document);
  const { id, name, colour, supercategory = '', synonyms = [] } = category;
  const supercategories = [...new Set(document.categories.flatMap((known) => known.supercategory ?? []))];
  const update = studio.classes.update.bind(studio.classes, id);
  return (
    <form className="cls-form" aria-label={`Class ${name}`} onSubmit={(event) => event.preventDefault()}>
      <div className="cls-name">
        <ColourChoice
          name={`Colour of ${name}`}
          colours={objectColours}
          chosen={colour}
          onChange={(next) => update({ colour: next })}
        />
        <WordsField
          label="Name"
          value={name}
          conflict={(typed) => classConflict(document, id, { name: typed })}
          onKeep={(typed) => update({ name: typed })}
        />
      </div>
      <KeyField category={category} />
      <WordsField
        label="Synonyms"
        value={synonyms.join(', ')}
        placeholder="None"
        hint={`Other words for it, with commas between. Asking for one of them gives ${name}.`}
        conflict={(typed) => classConflict(document, id, { synonyms: wordsIn(typed) })}
        onKeep={(typed) => update({ synonyms: wordsIn(typed) })}
      />
      <WordsField
        label="Supercategory"
        value={supercategory}
        placeholder="None"
        hint="What it is a kind of, for COCO files."
        known={supercategories}
        onKeep={(typed) => update({ supercategory: typed.trim() || null })}
      />
      {leaving === null ? (
        <Acts {...props} />
      ) : (
        <ClassLeaving
          category={category}
          use={use}
          deleting={leaving === 'delete'}
          onCancel={() => onLeaving(null)}
          onMerged={onMerged}
        />
      )}
    </form>
  );
}

function Acts(props: ClassFormProps) {
  const { category, use, onLeaving, onDelete } = props;
  const { id, name } = category;
  const studio = useStudio();
  const alone = useProject(({ document }) => document.categories.length < 2);
  const used = use.objects > 0;
  const showPhotos = () =>
    studio.setView({ dialog: 'none', stripOpen: true, stripFilter: { ...everyPhoto, category: id } });
  return (
    <div className="cls-acts">
      <div className="row">
        <span className="dim small num grow">
          {used ? `${plural(use.objects, 'object')} on ${plural(use.photos, 'photo')}` : 'Not used yet'}
        </span>
        {used && (
          <button type="button" className="btn sm quiet" onClick={showPhotos}>
            <Icon name="filter" size="s" />
            Show the photos
          </button>
        )}
      </div>
      <div className="row">
        <Moves {...props} />
        <span className="grow" />
        {used && !alone && (
          <button
            type="button"
            className="btn sm quiet"
            aria-label={`Merge ${name}`}
            onClick={() => onLeaving('merge')}
          >
            <Icon name="merge" size="s" />
            Merge
          </button>
        )}
        <button type="button" className="btn sm quiet" aria-label={`Delete ${name}`} onClick={onDelete}>
          <Icon name="trash" size="s" />
          Delete
        </button>
      </div>
    </div>
  );
}

/** For those who neither drag nor know the keys. */
function Moves({ category: { id, name }, listed, onMove }: ClassFormProps) {
  const at = listed.findIndex((category) => category.id === id);
  return classMoves.slice(0, 2).map(({ label, key, to }) => {
    const place = to(at, listed.length);
    return (
      <Tip key={label} label={label} keys={key}>
        <button
          type="button"
          className="ib sm"
          aria-label={`${label}: ${name}`}
          aria-keyshortcuts={ariaKeys(key)}
          aria-disabled={listed[place] === undefined}
          onClick={() => listed[place] && onMove(id, place)}
        >
          <Icon name={place < at ? 'arrowUp' : 'arrowDown'} />
        </button>
      </Tip>
    );
  });
}

function wordsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
