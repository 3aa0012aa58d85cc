import type { Clock, Timer } from '@novita-fleet/resilience';
import type { Settlement } from '../store/deliveries.js';

/** How many times as long as a write takes it is worth to wait for company: measured by bench/webhooks.mjs. */
const WAIT_IN_WRITES = 4;

/** Longest wait for company, in milliseconds: what is not written down would be sent again after a crash. */
const MAX_WAIT_MS = 10;

/** Most in one transaction. */
const MAX_TOGETHER = 256;

interface Waiting<S> {
  readonly settlement: S;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes down together what came of attempts that end at about the same time, since the price of a transaction is hardly
 * that of its rows. An attempt waits for others as long as four writes take, and not when no other is under way.
 */
export class Settlements<S extends Settlement = Settlement> {
  readonly #clock: Clock;
  readonly #write: (settlements: readonly S[]) => Promise<void>;
  #waiting: Waiting<S>[] = [];
  /** Attempts that have begun and not ended. */
  #underWay = 0;
  #isWriting = false;
  /** What the last write took, in milliseconds. */
  #writeMs = 0;
  #timer: Timer | undefined;

  /** @param options.write - writes all of them in one transaction, or none. */
  constructor(options: { clock: Clock; write: (settlements: readonly S[]) => Promise<void> }) {
    this.#clock = options.clock;
    this.#write = options.write;
  }

  /** Makes an attempt and resolves when what came of it is written down. */
  async after(attempt: () => Promise<S>): Promise<S> {
    this.#underWay += 1;
    let settlement: S;
    try {
      settlement = await attempt();
    } finally {
      this.#underWay -= 1;
      // Those that wait may have waited for this one.
      if (this.#waiting.length > 0) this.#schedule();
    }
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ settlement, resolve, reject });
      this.#schedule();
    });
    return settlement;
  }

  #schedule(): void {
    if (this.#isWriting) return;
    const waitMs = this.#underWay === 0 ? 0 : Math.min(WAIT_IN_WRITES * this.#writeMs, MAX_WAIT_MS);
    if (waitMs < 1 || this.#waiting.length >= MAX_TOGETHER) void this.#writeAll();
    else this.#timer ??= this.#clock.setTimeout(() => void this.#writeAll(), waitMs);
  }

  async #writeAll(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#isWriting = true;
    const begin = this.#clock.monotonic();
    const group = this.#waiting.splice(0, MAX_TOGETHER);
    await this.#writeGroup(group);
    this.#writeMs = this.#clock.monotonic() - begin;
    this.#isWriting = false;
    if (this.#waiting.length > 0) this.#schedule();
  }

  async #writeGroup(group: readonly Waiting<S>[]): Promise<void> {
    try {
      await this.#write(group.map(({ settlement }) => settlement));
      for (const { resolve } of group) resolve();
    } catch (error) {
      // One that cannot be written must not take the others with it. They are asked for at once, so that a store that does
      // not answer is waited for once more and not for each.
      if (group.length > 1) await Promise.all(group.map((one) => this.#writeGroup([one])));
      else for (const { reject } of group) reject(error);
    }
  }
}
