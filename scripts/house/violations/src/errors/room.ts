export const room = 'errors';
