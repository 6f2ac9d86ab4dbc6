import { room } from '../text4seg/room.ts';

export const caught = room;
