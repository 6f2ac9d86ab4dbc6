/** Stands in for an ImageBitmap where there is no browser; counts who is still open, as a leak would be. */
export class TestBitmap {
  static readonly open = new Set<TestBitmap>();
  readonly width: number;
  readonly height: number;
  readonly what: string;
  /** How often it was closed; moving it to a worker empties it too, and closing it then does nothing. */
  closed = 0;

  constructor(what: string, width: number, height: number) {
    this.what = what;
    this.width = width;
    this.height = height;
    TestBitmap.open.add(this);
  }

  close(): void {
    this.closed += 1;
    TestBitmap.open.delete(this);
  }

  /** The same object, as the code under test knows it. */
  get bitmap(): ImageBitmap {
    return this as unknown as ImageBitmap;
  }
}
