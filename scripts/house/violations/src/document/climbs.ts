import { room } from '../formats/room.ts';

export const caught = room;
