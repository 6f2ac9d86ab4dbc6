export const room = 'text4seg';
