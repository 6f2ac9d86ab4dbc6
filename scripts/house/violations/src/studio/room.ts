export const room = 'studio';
