import { room } from '../inference/room.ts';

export const caught = room;
