import { room } from '../src/ui/room.ts';

export const caught = room;
