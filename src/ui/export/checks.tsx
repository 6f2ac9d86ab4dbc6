import type { ExportPlan } from '../../studio/exchange/export-request.ts';
import { useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';

const icons = { ok: 'check', warning: 'alert', error: 'octagon' } as const;
const tones = { ok: 'ok', warning: 'warn', error: 'err' } as const;

export interface ChecksProps {
  /** Null while the file is being counted. */
  readonly plan: ExportPlan | null;
  readonly onLeave: () => void;
}

/** What is right and wrong with the file. Warnings never block. */
export function Checks({ plan, onLeave }: ChecksProps) {
  return (
    <section aria-label="Checks">
      <h3 className="lg">Checks</h3>
      <ul className="chk" aria-busy={plan === null}>
        {plan === null && <li className="dim">Counting</li>}
        {plan?.checks.length === 0 && (
          <li className="ok">
            <Icon name="check" />
            <span>Nothing is wrong with it.</span>
          </li>
        )}
        {plan?.checks.map((check) => (
          <li key={check.text} className={tones[check.tone]}>
            <Icon name={icons[check.tone]} />
            <span>
              {check.text}
              {check.show && (
                <>
                  {' '}
                  <Show target={check.show} onLeave={onLeave} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Target = NonNullable<ExportPlan['checks'][number]['show']>;

function Show({ target, onLeave }: { readonly target: Target; readonly onLeave: () => void }) {
  const studio = useStudio();
  const go = () => {
    studio.showImage(target.image);
    if (target.object) studio.select([target.object]);
    onLeave();
  };
  return (
    <button type="button" className="lnk" onClick={go}>
      Show
    </button>
  );
}
