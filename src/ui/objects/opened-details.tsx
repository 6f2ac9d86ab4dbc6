import { useLayoutEffect, useRef } from 'react';
import { ObjectDetails, type ObjectDetailsProps } from './object-details.tsx';

export interface OpenedDetailsProps extends ObjectDetailsProps {
  /** Where they stand in the list, in CSS pixels. */
  readonly top: number;
  readonly onHeight: (height: number) => void;
}

/** Details open below a row: their height moves the rows after it, before they are painted. */
export function OpenedDetails({ top, onHeight, ...details }: OpenedDetailsProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    onHeight(box.offsetHeight);
    const watcher = new ResizeObserver(() => onHeight(box.offsetHeight));
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [onHeight]);
  return (
    <div ref={element} className="obj-opened" role="presentation" style={{ top }}>
      <ObjectDetails {...details} />
    </div>
  );
}
