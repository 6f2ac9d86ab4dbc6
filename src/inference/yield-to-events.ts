type Resume = () => void;

const waiting: Resume[] = [];
let channel: MessageChannel | null = null;

/**
 * Lets the realm handle events that have arrived (an abort, a question) before going on. A WASM step never leaves the
 * thread, so without this a worker would hear nothing until the answer is over. Timers would cost 4 ms each time.
 */
export function yieldToEvents(): Promise<void> {
  const immediate = (globalThis as { setImmediate?: (resume: Resume) => unknown }).setImmediate;
  if (immediate) return new Promise((resolve) => immediate(resolve));
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
