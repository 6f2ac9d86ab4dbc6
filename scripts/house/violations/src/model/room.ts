export const room = 'model';
