export interface ProgressBarProps {
  readonly name: string;
  /** 0..1, or null while nothing is known about the end. */
  readonly share: number | null;
  readonly width?: number;
  readonly className?: string;
}

export function ProgressBar({ name, share, width, className = '' }: ProgressBarProps) {
  const percent = share === null ? null : Math.round(100 * Math.min(1, Math.max(0, share)));
  return (
    <span
      className={`bar ${className}`}
      style={width === undefined ? undefined : { width }}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent !== null && { 'aria-valuenow': percent })}
    >
      <i style={{ width: `${percent ?? 0}%` }} />
    </span>
  );
}
