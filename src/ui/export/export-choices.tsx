import { reviewStatus } from '../../document/lookup.ts';
import type { ExportPlan, ExportRequest } from '../../studio/exchange/export-request.ts';
import type { FormatInfo } from '../../studio/exchange/format-info.ts';
import { useProject, useStudio } from '../desk.ts';
import { CheckRow } from '../primitives/check-row.tsx';
import { Choice } from '../primitives/choice.tsx';
import { Segmented } from '../primitives/segmented.tsx';
import { useSelectedPhotos } from '../strip/use-photos.ts';
import { ClassChoice } from './class-choice.tsx';
import { SplitChoice } from './split-choice.tsx';

export interface ExportChoicesProps {
  readonly request: ExportRequest;
  readonly plan: ExportPlan | null;
  readonly onChange: (request: ExportRequest) => void;
}

/** Which images and classes, how the format writes them, and whether they are split. */
export function ExportChoices({ request, plan, onChange }: ExportChoicesProps) {
  const format = useStudio().formats.find(({ id }) => id === request.format);
  return (
    <>
      <Which request={request} onChange={onChange} />
      {format?.options.map((option) => (
        <Option
          key={option.key}
          option={option}
          value={request.options[option.key] ?? option.choices[0]?.value ?? ''}
          onChange={(value) => onChange({ ...request, options: { ...request.options, [option.key]: value } })}
        />
      ))}
      <fieldset>
        <legend className="lg">Include</legend>
        <CheckRow
          name="The photos themselves"
          label="The photos themselves"
          on={request.copyImages}
          onChange={(copyImages) => onChange({ ...request, copyImages })}
        />
        <ClassChoice
          chosen={request.categories}
          onChange={(categories) => onChange({ ...request, categories })}
        />
        <SplitChoice
          split={request.split}
          counts={plan?.splits ?? null}
          onChange={(split) => onChange({ ...request, split })}
        />
      </fieldset>
    </>
  );
}

interface WhichProps {
  readonly request: ExportRequest;
  readonly onChange: (request: ExportRequest) => void;
}

function Which({ request, onChange }: WhichProps) {
  const count = useProject(({ document }) => document.images.length);
  const reviewed = useProject(
    ({ document }) => document.images.filter((image) => reviewStatus(document, image) === 'reviewed').length,
  );
  const selected = useSelectedPhotos().length;
  return (
    <fieldset>
      <legend className="lg">Which images</legend>
      <Segmented
        name="Which images"
        value={request.images}
        options={[
          ...(selected > 0
            ? [{ value: 'selected' as const, label: `Selected ${selected}`, name: 'Selected photos' }]
            : []),
          ...(reviewed > 0
            ? [{ value: 'reviewed' as const, label: `Reviewed ${reviewed}`, name: 'Reviewed images' }]
            : []),
          { value: 'all', label: `All ${count}`, name: 'All images' },
          { value: 'current', label: 'This one', name: 'This image' },
        ]}
        onChange={(images) => onChange({ ...request, images })}
      />
    </fieldset>
  );
}

interface OptionProps {
  readonly option: FormatInfo['options'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Widest row of words that fits beside the other columns, in characters. */
const widest = 56;

function Option({ option, value, onChange }: OptionProps) {
  const { title, choices } = option;
  const hint = choices.find((choice) => choice.value === value)?.hint;
  const short = choices.reduce((sum, choice) => sum + choice.title.length + 4, 0) <= widest;
  return (
    <fieldset>
      <legend className="lg">{title}</legend>
      {short ? (
        <Segmented
          name={title}
          value={value}
          options={choices.map((choice) => ({ value: choice.value, label: choice.title }))}
          onChange={onChange}
        />
      ) : (
        <Choice
          name={title}
          value={value}
          options={choices.map((choice) => ({ value: choice.value, label: choice.title }))}
          onChange={onChange}
        />
      )}
      {hint !== undefined && <p className="dim small option-hint">{hint}</p>}
    </fieldset>
  );
}
