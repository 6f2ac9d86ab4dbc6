/** How many colours the palette of objects has. */
export const paletteSize = 20;
