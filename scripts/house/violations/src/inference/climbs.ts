import { room } from '../worker/room.ts';

export const caught = room;
