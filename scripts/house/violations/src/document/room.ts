export const room = 'document';
