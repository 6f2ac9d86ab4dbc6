import { useEffect, useLayoutEffect, useRef } from 'react';

const nearEnd = 24;

/**
 * Keeps a scrolled box at its end while its content grows, unless people scrolled away from the end. `key` changes when
 * the end is wanted whatever was looked at: another conversation, or a question just asked.
 */
export function useStickToEnd(key: string | null) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when.
  useLayoutEffect(() => {
    stuck.current = true;
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [key]);

  useEffect(() => {
    const outer = box.current;
    const inner = content.current;
    if (!outer || !inner) return;
    let last = outer.scrollTop;
    const note = () => {
      // The event of our own scrolling arrives a frame late, when content may have grown again: only going up is away.
      if (outer.scrollHeight - outer.scrollTop - outer.clientHeight < nearEnd) stuck.current = true;
      else if (outer.scrollTop < last) stuck.current = false;
      last = outer.scrollTop;
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
