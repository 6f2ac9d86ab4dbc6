/** ASCII letters of a file, such as the name of a chunk. Throws RangeError behind the end. */
export function textAt(view: DataView, at: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(at + i));
  return text;
}
