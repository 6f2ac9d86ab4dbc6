import { room } from '../document/room.ts';

export const caught = room;
