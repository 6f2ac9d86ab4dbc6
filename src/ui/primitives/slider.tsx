import { Slider as Base } from '@base-ui/react/slider';

export interface SliderProps {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly width?: number;
  /** What a screen reader says for a value, such as "26 pixels". */
  readonly say?: (value: number) => string;
  readonly onChange: (value: number) => void;
}

export function Slider({ name, value, min, max, step = 1, width = 96, say, onChange }: SliderProps) {
  return (
    <Base.Root value={value} min={min} max={max} step={step} onValueChange={(next) => onChange(next)}>
      <Base.Control className="slider" style={{ width }}>
        <Base.Track className="slider-track">
          <Base.Indicator className="slider-fill" />
          <Base.Thumb
            className="slider-thumb"
            getAriaLabel={() => name}
            {...(say && { getAriaValueText: (_text: string, number: number) => say(number) })}
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
