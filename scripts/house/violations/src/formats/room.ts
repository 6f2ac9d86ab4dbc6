export const room = 'formats';
