// Starts the sink and the callers, and speaks with them. All of them end when this process does.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = (name) => fileURLToPath(new URL(name, import.meta.url));
/** A young generation large enough that nothing is collected while the heap is measured. */
const HEAP_FLAGS = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];

export async function startSink() {
  const child = fork(program('sink.mjs'), { execArgv: [] });
  const { origin } = await nextMessage(child);
  return { origin, stop: () => child.disconnect() };
}

/** A process that makes calls with one client. */
export class Caller {
  #child;

  constructor(child) {
    this.#child = child;
  }

  /** Flags of this process, such as `--cpu-prof`, are handed on. */
  static async start(origin, name, flags = []) {
    const child = fork(program('caller.mjs'), [origin, name], { execArgv: [...process.execArgv, ...flags] });
    await nextMessage(child);
    return new Caller(child);
  }

  static startForHeap(origin, name) {
    return Caller.start(origin, name, HEAP_FLAGS);
  }

  /** Requests, wall time and CPU time of about `ms` milliseconds. */
  slice(concurrency, ms) {
    return this.#ask({ order: 'slice', concurrency, ms });
  }

  /** Bytes of heap per request, or undefined when they cannot be told. */
  async heap(concurrency, count) {
    const { bytesPerRequest } = await this.#ask({ order: 'heap', concurrency, count });
    return bytesPerRequest;
  }

  stop() {
    this.#child.disconnect();
  }

  #ask(order) {
    const answer = nextMessage(this.#child);
    this.#child.send(order);
    return answer;
  }
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const onExit = (code) => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      if (message.error === undefined) resolve(message);
      else reject(new Error(message.error));
    });
  });
}
