import { DeadlineQueue, type Clock, type DeadlineListener } from '@novita-fleet/resilience';
import type { Wait } from './wait.js';

/** Wakes each wait at its `wakeAt`. All share one timer, which keeps no process alive. */
export class WaitAlarms {
  readonly #queue: DeadlineQueue;
  readonly #alarms = new Map<Wait, Alarm>();

  constructor(clock: Clock) {
    this.#queue = new DeadlineQueue(clock);
  }

  /** Sets the alarm of a wait, or moves it. */
  set(wait: Wait): void {
    const at = wait.wakeAt;
    if (this.#alarms.get(wait)?.at === at) return;
    this.remove(wait);
    if (at === Infinity) return;
    const listener = {
      onDeadline: () => {
        this.#alarms.delete(wait);
        wait.wake();
      },
    };
    this.#alarms.set(wait, { at, bucket: this.#queue.add(at, listener), listener });
  }

  /** Takes the alarm of a wait back. */
  remove(wait: Wait): void {
    const alarm = this.#alarms.get(wait);
    if (alarm === undefined) return;
    this.#alarms.delete(wait);
    this.#queue.remove(alarm.bucket, alarm.listener);
    // With the last alarm the timer goes, too.
    if (this.#alarms.size === 0) this.#queue.close();
  }
}

interface Alarm {
  readonly at: number;
  readonly bucket: number;
  readonly listener: DeadlineListener;
}
