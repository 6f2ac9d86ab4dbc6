export const room = 'offline';
