export const room = 'mask';
