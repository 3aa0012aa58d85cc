/** Runs the probes of all waits, at most `limit` at a time, first come, first served: each holds a socket. */
export class ProbePool {
  readonly #limit: number;
  readonly #queue: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param probe - must not reject. */
  run(probe: () => Promise<void>): void {
    this.#queue.push(probe);
    if (this.#running < this.#limit) void this.#work();
  }

  async #work(): Promise<void> {
    this.#running += 1;
    for (let probe = this.#queue.shift(); probe !== undefined; probe = this.#queue.shift()) await probe();
    this.#running -= 1;
  }
}
