import { useEffect, useState } from 'react';

/**
 * A value as it was when the last frame was shown: what takes long to render follows it and does not hold up the frame
 * that shows the rest. React's own deferring gives way to input, but does the work before the frame.
 */
export function useAfterFrame<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    let task: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => setShown(value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [value]);
  return shown;
}
