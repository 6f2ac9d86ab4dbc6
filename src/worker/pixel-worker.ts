import { guardWorker, type WorkerScope } from './guard-worker.ts';
import { PixelService } from './pixel-service.ts';
import type { PixelReply, PixelRequest } from './protocol.ts';

/** Entry of the pixel worker. */
const scope = globalThis as unknown as WorkerScope<PixelRequest, PixelReply>;
const service = new PixelService((reply, transfer) => scope.postMessage(reply, transfer));

guardWorker(
  scope,
  (error): PixelReply => ({ kind: 'broken', error }),
  (request) => service.handle(request),
);
