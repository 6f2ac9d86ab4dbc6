export const room = 'app';
