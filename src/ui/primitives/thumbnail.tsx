import { useEffect, useRef } from 'react';

/** A small bitmap of the photo shelf, drawn once; the shelf keeps owning it. */
export function Thumbnail({ bitmap }: { readonly bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    // A closed bitmap has no size; drawing it would throw.
    if (!target || bitmap.width === 0) return;
    target.width = bitmap.width;
    target.height = bitmap.height;
    target.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return <canvas ref={canvas} className="thumb" />;
}
