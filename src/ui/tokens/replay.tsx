import { useEffect, useState } from 'react';
import type { Box } from '../../mask/space.ts';
import { useStudio, useView } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Slider } from '../primitives/slider.tsx';
import { Tip } from '../primitives/tip.tsx';

const rowsASecond = 24;

/** Draws the object's rows again, by hand or by itself. */
export function Replay({ box }: { readonly box: Box<'canvas'> }) {
  const studio = useStudio();
  const row = useView((view) => view.replayRow);
  const [playing, setPlaying] = useState(false);
  const rows = box.y2 - box.y1;
  const at = row === null ? rows : row - box.y1 + 1;

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const { replayRow } = studio.view.getState();
      const next = (replayRow ?? box.y1 - 1) + 1;
      const done = next >= box.y2 - 1;
      studio.setView({ replayRow: done ? null : next });
      if (done) setPlaying(false);
    }, 1000 / rowsASecond);
    return () => clearInterval(timer);
  }, [playing, studio, box]);

  const show = (position: number) => {
    setPlaying(false);
    studio.setView({ replayRow: position >= rows ? null : box.y1 + position - 1 });
  };
  const label = playing ? 'Pause the replay' : 'Replay answer';
  return (
    <>
      <span className="low small replay-word">replay</span>
      <Tip label={label}>
        <button type="button" className="ib sm" aria-label={label} onClick={() => setPlaying(!playing)}>
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
      </Tip>
      <Slider
        name="Replay position, row"
        value={at}
        min={1}
        max={Math.max(2, rows)}
        say={(position) => `row ${position} of ${rows}`}
        onChange={show}
      />
    </>
  );
}
