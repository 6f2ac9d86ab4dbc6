/** A decoded photo: `data` is width*height*4 bytes, RGBA, row-major, sRGB, orientation already applied. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}
