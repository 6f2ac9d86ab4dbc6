import type { ExportState } from '../../studio/exchange/export-request.ts';
import { useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { formatBytes } from '../words/bytes.ts';
import { plural } from '../words/plural.ts';

export interface ExportResultProps {
  readonly state: Extract<ExportState, { kind: 'saved' }>;
  readonly onLeave: () => void;
}

/** More would be no list any more. */
const listed = 200;

/** "annotations.coco.zip is saved: 17 files, 2.1 MB." */
export function savedWords({ fileName, files, bytes }: ExportResultProps['state']): string {
  return `${fileName} is saved: ${plural(files, 'file')}, ${formatBytes(bytes)}.`;
}

/** What was saved and, by name and reason, what was not. */
export function ExportResult({ state, onLeave }: ExportResultProps) {
  const studio = useStudio();
  const { skipped } = state;
  return (
    <section aria-label="Result">
      <p role="status">{savedWords(state)}</p>
      <h3 className="lg exr-left">{plural(skipped.length, 'thing')} left out</h3>
      <ul className="chk">
        {skipped.slice(0, listed).map(({ text, image, object }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several may say the same.
          <li key={index} className="warn">
            <Icon name="alert" />
            <span>
              {text}{' '}
              {image && (
                <button
                  type="button"
                  className="lnk"
                  onClick={() => {
                    studio.showImage(image);
                    if (object) studio.select([object]);
                    onLeave();
                  }}
                >
                  Show
                </button>
              )}
            </span>
          </li>
        ))}
        {skipped.length > listed && <li className="dim">and {skipped.length - listed} more</li>}
      </ul>
    </section>
  );
}
