import { room } from '../storage/room.ts';

export const caught = room;
