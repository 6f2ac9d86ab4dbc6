import { createElement } from 'react';

export const caught = createElement;
