export const room = 'ui';
