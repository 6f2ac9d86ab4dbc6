export const room = 'metrics';
