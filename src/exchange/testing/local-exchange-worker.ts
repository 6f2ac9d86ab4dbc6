import { ExchangeService } from '../exchange-service.ts';
import type { ExchangeReply, ExchangeRequest } from '../protocol.ts';

/**
 * A Worker whose inside runs in this thread, for tests: messages are cloned, moved and delivered later, as between
 * threads, and it can die as workers do.
 */
export class LocalExchangeWorker {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  terminated = false;
  /** Stops answering, as a thread that hangs. */
  frozen = false;
  readonly #service = new ExchangeService((reply, transfer) => this.#deliver(reply, transfer));

  postMessage(request: ExchangeRequest): void {
    const copy = structuredClone(request);
    setTimeout(() => {
      if (!this.terminated && !this.frozen) this.#service.handle(copy);
    });
  }

  terminate(): void {
    this.terminated = true;
  }

  die(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as ErrorEvent);
  }

  #deliver(reply: ExchangeReply, transfer: Transferable[]): void {
    const copy = structuredClone(reply, { transfer });
    setTimeout(() => {
      if (!this.terminated && !this.frozen) this.onmessage?.({ data: copy } as MessageEvent);
    });
  }
}
