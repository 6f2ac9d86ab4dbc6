import { room } from '../ui/room.ts';

export const caught = room;
