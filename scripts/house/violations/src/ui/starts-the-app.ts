import { room } from '../app/room.ts';

export const caught = room;
