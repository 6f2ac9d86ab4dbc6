import { useEffect, useLayoutEffect, useRef } from 'react';

const nearEnd = 24;

/** Keeps a scrolled box at its end while its content grows, unless people scrolled away from the end. */
export function useStickToEnd(key: string | null) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation opens at its end.
  useLayoutEffect(() => {
    stuck.current = true;
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [key]);

  useEffect(() => {
    const outer = box.current;
    const inner = content.current;
    if (!outer || !inner) return;
    const note = () => {
      stuck.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < nearEnd;
    };
    const follow = () => {
      if (stuck.current) outer.scrollTop = outer.scrollHeight;
    };
    const watcher = new ResizeObserver(follow);
    watcher.observe(inner);
    watcher.observe(outer);
    outer.addEventListener('scroll', note, { passive: true });
    return () => {
      watcher.disconnect();
      outer.removeEventListener('scroll', note);
    };
  }, []);

  return { box, content };
}
