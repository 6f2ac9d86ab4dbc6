export const room = 'canvas';
