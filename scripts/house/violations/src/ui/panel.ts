export const panel = 'ui';
