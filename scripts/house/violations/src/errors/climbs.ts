import { room } from '../mask/room.ts';

export const caught = room;
