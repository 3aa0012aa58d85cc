import type { Clock, Timer } from '@novita-fleet/resilience';
import type { Log } from './telemetry/log.js';

/** Parts of the limit after which calls are aborted, and after which what still runs is handed back. */
const ABORT_AT = 0.5;
const GIVE_UP_AT = 0.75;

/** Sees to it that a stop ends in time: first patience, then calls under way are aborted, then nothing is waited for. */
export class StopLimit {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #limitMs: number;
  readonly #aborting = new AbortController();
  readonly #givingUp = new AbortController();
  #timers: Timer[] = [];

  /** @param options.limitMs - milliseconds that the whole stop may take. */
  constructor(options: { clock: Clock; log: Log; limitMs: number }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#limitMs = options.limitMs;
  }

  /** Aborts calls to the cloud and to webhook receivers. */
  get aborting(): AbortSignal {
    return this.#aborting.signal;
  }

  /** Ends the wait for jobs. */
  get givingUp(): AbortSignal {
    return this.#givingUp.signal;
  }

  begin(): void {
    this.#timers = [
      this.#clock.setTimeout(() => {
        this.#log.warn({ limitMs: this.#limitMs }, 'the stop takes long: calls under way are aborted');
        this.#aborting.abort();
      }, this.#limitMs * ABORT_AT),
      this.#clock.setTimeout(() => this.#givingUp.abort(), this.#limitMs * GIVE_UP_AT),
    ];
  }

  end(): void {
    for (const timer of this.#timers) timer.cancel();
    // What runs on although it was handed back must not reach the cloud any more.
    this.#aborting.abort();
  }
}
