import { guardWorker, type WorkerScope } from '../worker/guard-worker.ts';
import { ExchangeService } from './exchange-service.ts';
import type { ExchangeReply, ExchangeRequest } from './protocol.ts';

/** Entry of the exchange worker. */
const scope = globalThis as unknown as WorkerScope<ExchangeRequest, ExchangeReply>;
const service = new ExchangeService((reply, transfer) => scope.postMessage(reply, transfer));

guardWorker(
  scope,
  (error): ExchangeReply => ({ kind: 'broken', error }),
  (request) => service.handle(request),
);
