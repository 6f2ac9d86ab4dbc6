/** Rows of bricks with one in the accent: what the model writes. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <g fill="currentColor">
        <rect x="2" y="3" width="5" height="4" rx="1" opacity=".35" />
        <rect x="8" y="3" width="6" height="4" rx="1" />
        <rect x="15" y="3" width="3" height="4" rx="1" opacity=".35" />
        <rect x="2" y="8" width="2" height="4" rx="1" opacity=".35" />
        <rect x="5" y="8" width="11" height="4" rx="1" fill="var(--accent)" />
        <rect x="17" y="8" width="1.5" height="4" rx=".7" opacity=".35" />
        <rect x="2" y="13" width="4" height="4" rx="1" opacity=".35" />
        <rect x="7" y="13" width="6" height="4" rx="1" opacity=".75" />
      </g>
    </svg>
  );
}
