export const room = 'inference';
