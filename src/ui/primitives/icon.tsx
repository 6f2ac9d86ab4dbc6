import type { ReactNode } from 'react';

/** Strokes on a 16 px grid, 1.35 px wide, drawn by `currentColor`. */
const shapes = {
  alert: <path d="M8 2.3 14.3 13H1.7zM8 6.5v3M8 11.3v.1" />,
  arrowUp: <path d="M8 13V3.3M4 7.3l4-4 4 4" />,
  arrowDown: <path d="M8 3v9.7M4 8.7l4 4 4-4" />,
  brush: (
    <path d="M13.6 2.4 7.4 8.6M6.5 8.3c-1.6-.2-2.9.8-3.1 2.4-.1 1.1-.5 1.8-1.4 2.3 2.7.9 5.7.2 6.1-2.3.1-.6 0-1.1-.2-1.6z" />
  ),
  bringForward: (
    <>
      <rect x="2.5" y="6" width="7.5" height="7.5" rx="1.2" />
      <path d="M8.5 2.5h4a1 1 0 0 1 1 1v4M11 3.8l2.5-1.3M6.2 9.8V8M4.9 9.2l1.3-1.4 1.3 1.4" />
    </>
  ),
  check: <path d="m3.3 8.5 3 3 6.4-7" />,
  chevronDown: <path d="m4.5 6.3 3.5 3.5 3.5-3.5" />,
  chevronLeft: <path d="M9.7 4.5 6.2 8l3.5 3.5" />,
  chevronRight: <path d="m6.3 4.5 3.5 3.5-3.5 3.5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.5V8l2.3 1.5" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  compare: (
    <>
      <rect x="2.5" y="3" width="11" height="10" rx="1.5" />
      <path d="M8 1.5v13" />
      <path d="M4 5.5h2M4 8h2M4 10.5h2" opacity=".6" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  cutOverlap: (
    <>
      <path d="M2.5 2.5h7v4h-3v3h-4z" />
      <rect x="6.5" y="6.5" width="7" height="7" />
    </>
  ),
  cursor: <path d="M4 2.5v10.3l2.7-2.5 1.7 3.4 1.8-.9-1.7-3.3 3.6-.2z" />,
  download: <path d="M8 2.3V10M4.8 7 8 10.2 11.2 7M2.5 11v1.5a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V11" />,
  duplicate: (
    <>
      <rect x="2.5" y="2.5" width="8" height="8" rx="1.5" />
      <path d="M13.5 6v6.5a1 1 0 0 1-1 1H6M6.5 4.8v3.4M4.8 6.5h3.4" />
    </>
  ),
  ellipse: <ellipse cx="8" cy="8" rx="5.8" ry="4.4" />,
  eraser: (
    <path d="M6 13.5h7.5M3 9.3l6.1-6a1.3 1.3 0 0 1 1.8 0l1.9 2a1.3 1.3 0 0 1 0 1.8l-6.4 6.4H5.2L3 11.1a1.3 1.3 0 0 1 0-1.8zM6 6.3l3.8 3.8" />
  ),
  exclude: (
    <>
      <path d="M2.5 2.5h7v4h-3v3h-4z" />
      <path d="M9.5 6.5h4v7h-7v-4h3z" />
    </>
  ),
  export: <path d="M8 10V2.3M4.8 5.3 8 2.2l3.2 3.1M2.5 10v2.5a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V10" />,
  import: <path d="M8 2.2V10M4.8 7 8 10.1 11.2 7M2.5 10v2.5a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V10" />,
  eye: (
    <>
      <path d="M1.5 8S3.9 3.8 8 3.8 14.5 8 14.5 8 12.1 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  eyeOff: (
    <path d="M6.3 4c.5-.1 1.1-.2 1.7-.2 4.1 0 6.5 4.2 6.5 4.2s-.7 1.2-2 2.3M4 5.2C2.4 6.4 1.5 8 1.5 8S3.9 12.2 8 12.2c1.2 0 2.2-.3 3.1-.8M2.5 2.5l11 11" />
  ),
  fill: (
    <path d="M6.3 2.3l6.2 6.2-4.9 4.9a1.3 1.3 0 0 1-1.8 0L2.6 10.2a1.3 1.3 0 0 1 0-1.8zM3.2 8.5h9.3M14 11s.9 1.3.9 2a.9.9 0 0 1-1.8 0c0-.7.9-2 .9-2z" />
  ),
  filter: <path d="M2 3.5h12L9.3 8.9v4.3l-2.6-1.4V8.9z" />,
  flag: <path d="M3.5 14V2.5h8l-1.5 3 1.5 3h-8" />,
  folder: (
    <path d="M1.8 12V4a1 1 0 0 1 1-1h3.4l1.5 1.7h5.5a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H2.8a1 1 0 0 1-1-1z" />
  ),
  grid: (
    <>
      <rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1" />
      <rect x="9" y="2.5" width="4.5" height="4.5" rx="1" />
      <rect x="2.5" y="9" width="4.5" height="4.5" rx="1" />
      <rect x="9" y="9" width="4.5" height="4.5" rx="1" />
    </>
  ),
  image: (
    <>
      <rect x="2" y="2.8" width="12" height="10.4" rx="1.5" />
      <circle cx="5.5" cy="6" r="1.2" />
      <path d="m2.5 11.5 3.3-3 2.5 2.2 2.6-3 2.8 3" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3v3.7M8 5v.1" />
    </>
  ),
  intersect: (
    <>
      <path d="M6.5 6.5h3v3h-3z" fill="currentColor" />
      <path d="M2.5 2.5h7v7h-7zM6.5 6.5h7v7h-7z" opacity=".6" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.5" />
      <path d="M4.3 6.8h.1M7 6.8h.1M9.6 6.8h.1M12 6.8h.1M5 9.8h6" />
    </>
  ),
  knife: <path d="M13.6 2.4 6.3 9.7M13.6 2.4c.6 2.9-1.4 5.9-4.5 7.5L7.6 8.4M6.9 9.1l-4.2 4.2" />,
  lasso: (
    <>
      <ellipse cx="8" cy="6.2" rx="5.8" ry="3.7" />
      <path d="M4 8.9c-1.2.8-1 2.4.5 2.4 1.6 0 1.7 1.6.5 2.3" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  merge: <path d="M2.5 2.5h7v4h4v7h-7v-4h-4z" />,
  minus: <path d="M3 8h10" />,
  monitor: (
    <>
      <rect x="1.8" y="2.8" width="12.4" height="8.4" rx="1.2" />
      <path d="M5.5 13.5h5M8 11.2v2.3" />
    </>
  ),
  moon: <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8 5.6 5.6 0 1 0 13.2 9.6z" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2" />,
  octagon: <path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM8 5v3.5M8 10.9v.1" />,
  panel: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M10 3v10" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  pen: <path d="m2.5 13.5.8-3.3 7.7-7.7 2.5 2.5-7.7 7.7z" />,
  play: <path d="M5 3.2v9.6L12.5 8z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  paste: (
    <>
      <rect x="3" y="3.3" width="10" height="10.4" rx="1.4" />
      <path d="M6 3.3V2.4h4v.9a.9.9 0 0 1-.9.9H6.9a.9.9 0 0 1-.9-.9zM5.7 7.5h4.6M5.7 10.3h3" />
    </>
  ),
  point: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3" />
    </>
  ),
  polygon: (
    <>
      <path d="M8 2.4 13.4 6.4 11.4 12.8H4.6L2.6 6.4z" />
      <circle cx="8" cy="2.6" r="1.1" fill="currentColor" />
      <circle cx="13.3" cy="6.4" r="1.1" fill="currentColor" />
      <circle cx="11.4" cy="12.8" r="1.1" fill="currentColor" />
      <circle cx="4.6" cy="12.8" r="1.1" fill="currentColor" />
      <circle cx="2.7" cy="6.4" r="1.1" fill="currentColor" />
    </>
  ),
  processor: (
    <>
      <rect x="4" y="4" width="8" height="8" rx="1.5" />
      <path d="M6.5 1.8V4M9.5 1.8V4M6.5 12v2.2M9.5 12v2.2M1.8 6.5H4M1.8 9.5H4M12 6.5h2.2M12 9.5h2.2" />
    </>
  ),
  rectangle: <rect x="2.5" y="3.7" width="11" height="8.6" rx=".6" />,
  redo: <path d="m10.5 3 3 3-3 3M13.5 6H6.8a4.2 4.2 0 0 0 0 8.4H9" />,
  refresh: (
    <path d="M13.3 6.5A5.5 5.5 0 0 0 3.5 5M2.7 9.5A5.5 5.5 0 0 0 12.5 11M3.3 2.2V5h2.8M12.7 13.8V11H9.9" />
  ),
  region: <path d="M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M8 5.8v4.4M5.8 8h4.4" />,
  replace: <rect x="3" y="3" width="10" height="10" rx="1" />,
  scissors: (
    <>
      <circle cx="4.2" cy="4.3" r="1.8" />
      <circle cx="4.2" cy="11.7" r="1.8" />
      <path d="M5.7 5.4 13.5 11M5.7 10.6 13.5 5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  sendBackward: (
    <>
      <rect x="6" y="2.5" width="7.5" height="7.5" rx="1.2" />
      <path d="M2.5 8.5v4a1 1 0 0 0 1 1h4M9.8 4.5v1.8M8.5 5.1l1.3 1.4 1.3-1.4" />
    </>
  ),
  sliders: (
    <>
      <path d="M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6" />
      <circle cx="10.2" cy="4.5" r="1.7" />
      <circle cx="5.7" cy="11.5" r="1.7" />
    </>
  ),
  split: (
    <>
      <path d="M2.5 4h3.6v8H2.5zM9.9 4h3.6v8H9.9z" />
      <path d="M8 2.2v11.6" strokeDasharray="1.5 1.8" />
    </>
  ),
  storage: (
    <>
      <ellipse cx="8" cy="4.2" rx="5.5" ry="2" />
      <path d="M2.5 4.2v7.6c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4.2M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2" />
    </>
  ),
  strip: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M2 9.7h12M6 9.7V13M10 9.7V13" />
    </>
  ),
  subtract: (
    <>
      <path d="M2.5 2.5h7v4h-3v3h-4z" />
      <path d="M9.5 6.5h4v7h-7v-4" strokeDasharray="1.5 1.8" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
    </>
  ),
  tag: (
    <>
      <path d="M2.5 3.2v4l6 6a1 1 0 0 0 1.4 0l3.2-3.2a1 1 0 0 0 0-1.4l-6-6h-4a.6.6 0 0 0-.6.6z" />
      <path d="M5.2 5.3h.1" strokeWidth="1.8" />
    </>
  ),
  trash: (
    <path d="M2.8 4.3h10.4M6.3 4.3V2.8h3.4v1.5M4.2 4.3l.6 8.2a1 1 0 0 0 1 1h4.4a1 1 0 0 0 1-1l.6-8.2M6.7 7v3.6M9.3 7v3.6" />
  ),
  undo: <path d="M5.5 3 2.5 6l3 3M2.5 6h6.7a4.2 4.2 0 0 1 0 8.4H7" />,
  unlock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.5 7V4.8a2.5 2.5 0 0 1 4.8-.9" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export interface IconProps {
  readonly name: IconName;
  readonly size?: 's' | 'm' | 'l';
}

/** Decoration beside a text or inside a named control, so hidden from assistive technology. */
export function Icon({ name, size = 'm' }: IconProps) {
  return (
    <svg className={size === 'm' ? 'i' : `i ${size}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}
