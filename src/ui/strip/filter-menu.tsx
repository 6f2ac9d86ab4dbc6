import { objectColour } from '../../canvas/palette.ts';
import { classUses } from '../../document/class-uses.ts';
import type { ReviewStatus, StudioDocument } from '../../document/document.ts';
import { reviewCounts } from '../../studio/review-progress.ts';
import type { StripFilter } from '../../studio/strip-filter.ts';
import { useProject, useStudio, useView } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Menu, MenuChoice, MenuHeading, MenuSeparator, Submenu } from '../primitives/menu.tsx';
import { formatCount } from '../words/plural.ts';
import { reviewMarks } from './review-marks.ts';

/** Which photos the strip shows: by how far they are, and by a class that is on them. */
export function FilterMenu() {
  const filter = useView((view) => view.stripFilter);
  const words = useProject(({ document }) => filterWords(document, filter));
  return (
    <Menu
      name="Filter photos"
      trigger={
        <button
          type="button"
          className={words === '' ? 'ib sm' : 'ib sm marked'}
          aria-label={words === '' ? 'Filter photos' : `Filter photos: ${words}`}
          title={words === '' ? 'Filter photos' : `Shown: ${words}`}
        >
          <Icon name="filter" />
        </button>
      }
    >
      <StatusItems />
      <MenuSeparator />
      <ClassItems />
    </Menu>
  );
}

const any = 'any';

function StatusItems() {
  const studio = useStudio();
  const filter = useView((view) => view.stripFilter);
  const document = useProject((project) => project.document);
  const counts = reviewCounts(document);
  const all = { value: any, label: 'All', icon: 'image', note: formatCount(document.images.length) } as const;
  const statuses = Object.entries(reviewMarks) as [ReviewStatus, (typeof reviewMarks)[ReviewStatus]][];
  return (
    <>
      <MenuHeading>Photos</MenuHeading>
      <MenuChoice<ReviewStatus | typeof any>
        value={filter.status ?? any}
        options={[
          all,
          ...statuses.map(([value, { label, icon }]) => ({
            value,
            label,
            icon,
            note: formatCount(counts[value]),
          })),
        ]}
        onChange={(status) =>
          studio.setView({ stripFilter: { ...filter, status: status === any ? null : status } })
        }
      />
    </>
  );
}

function ClassItems() {
  const studio = useStudio();
  const filter = useView((view) => view.stripFilter);
  const document = useProject((project) => project.document);
  const uses = classUses(document);
  const used = document.categories.filter(({ id }) => uses.has(id));
  const chosen = used.find(({ id }) => id === filter.category);
  return (
    <Submenu icon="tag" label={`With objects of ${chosen?.name ?? 'any class'}`} disabled={used.length === 0}>
      <MenuChoice<string>
        value={chosen?.id ?? any}
        options={[
          { value: any, label: 'Any class', icon: 'tag' },
          ...used.map(({ id, name, colour }) => ({
            value: id,
            label: name,
            colour: objectColour(colour),
            note: formatCount(uses.get(id)?.photos ?? 0),
          })),
        ]}
        onChange={(next) => {
          const category = used.find(({ id }) => id === next)?.id ?? null;
          studio.setView({ stripFilter: { ...filter, category } });
        }}
      />
    </Submenu>
  );
}

/** "reviewed, with cat"; empty when every photo is shown. */
function filterWords({ categories }: StudioDocument, { status, category }: StripFilter): string {
  const name = categories.find(({ id }) => id === category)?.name;
  const words = [
    ...(status === null ? [] : [reviewMarks[status].words]),
    ...(name === undefined ? [] : [`with ${name}`]),
  ];
  return words.join(', ');
}
