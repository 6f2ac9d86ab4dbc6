export const room = 'a test';
