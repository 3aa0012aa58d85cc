import { AbortListeners, type Clock, type Random, type Timer } from '@novita-fleet/resilience';
import { forEachBounded } from '../for-each-bounded.js';
import type { InstancesResource } from '../resources/instances.js';
import { CloudLooks, byInstance } from './cloud-looks.js';
import { ProbePool } from './probe-pool.js';
import { WaitAlarms } from './wait-alarms.js';
import type { ResolvedWait } from './wait-options.js';
import { Wait, type WaitEnd, type WaitHost } from './wait.js';

/** Shortest time from the begin of one list to that of the next, in milliseconds. */
const LIST_GAP_MS = 1_000;
/** Looks by id that are under way at a time. */
const LOOKS_AT_ONCE = 8;
/** Probes that are under way at a time, of all waits. */
const PROBES_AT_ONCE = 64;

/** What the waits of a service need. */
export interface WaitTickerParts {
  readonly instances: InstancesResource;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Looks at the cloud for all waits of a service. However many they are, a tick costs one list; waits for a single
 * instance are served by a look by id, and so is what a list cannot tell. The earliest demand sets the pace for all.
 *
 * Looks never overlap, and a list is followed by a pause at least as long as it took: a long one, whose pages the rate
 * limiter holds back, leaves half of the rate to others. The timer of the next look keeps the process alive; it, the alarms and the
 * listeners are gone with the last wait.
 */
export class WaitTicker {
  readonly #clock: Clock;
  readonly #looks: CloudLooks;
  readonly #host: WaitHost;
  readonly #alarms: WaitAlarms;
  readonly #aborts = new AbortListeners();
  readonly #waits = new Set<Wait>();
  /** How many waits there are for each instance. */
  readonly #counts = new Map<string, number>();
  #timer: Timer | undefined;
  #timerAt = Infinity;
  /** Set while a look is under way. */
  #look: AbortController | undefined;
  /** No list begins before this moment of the monotonic clock. */
  #listFrom = -Infinity;
  /** No look begins before this moment: the cloud has asked for a pause. */
  #lookFrom = -Infinity;

  constructor({ instances, clock, random }: WaitTickerParts) {
    this.#clock = clock;
    this.#looks = new CloudLooks(instances, clock);
    this.#alarms = new WaitAlarms(clock);
    const probes = new ProbePool(PROBES_AT_ONCE);
    this.#host = {
      clock,
      random,
      runProbe: (probe) => probes.run(probe),
      onMoved: (wait) => this.#alarms.set(wait),
      onEnded: (wait) => this.#remove(wait),
    };
  }

  /**
   * Begins a wait; the first look comes at once. A signal that is aborted already has been looked at before.
   *
   * @param onEnd - told once, unless the wait is stopped before.
   */
  begin(id: string, settings: ResolvedWait, onEnd: (end: WaitEnd) => void): Wait {
    const wait = new Wait(id, settings, this.#host, onEnd);
    this.#waits.add(wait);
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    if (wait.signal !== undefined) this.#aborts.add(wait.signal, wait);
    this.#alarms.set(wait);
    this.#armFor(this.#dueAt(wait));
    return wait;
  }

  #remove(wait: Wait): void {
    this.#waits.delete(wait);
    const count = (this.#counts.get(wait.id) ?? 1) - 1;
    if (count === 0) this.#counts.delete(wait.id);
    else this.#counts.set(wait.id, count);
    if (wait.signal !== undefined) this.#aborts.remove(wait.signal, wait);
    this.#alarms.remove(wait);
    if (this.#waits.size > 0) return;
    this.#disarm();
    this.#look?.abort();
  }

  /** When a look for a wait may begin. */
  #dueAt(wait: Wait): number {
    return Math.max(wait.lookAt, this.#lookFrom, this.#needsList(wait) ? this.#listFrom : -Infinity);
  }

  #needsList({ wants }: Wait): boolean {
    return wants === 'list' || (wants === 'any' && this.#counts.size > 1);
  }

  /** Sets the timer to `at`, unless it stands earlier. */
  #armFor(at: number): void {
    if (this.#look !== undefined || at >= this.#timerAt) return;
    this.#disarm();
    this.#timerAt = at;
    const delayMs = at - this.#clock.monotonic();
    const tick = (): void => {
      this.#disarm();
      void this.#tick();
    };
    // In the next turn at the earliest, so that waits that begin together share their first look.
    this.#timer = delayMs > 0 ? this.#clock.setTimeout(tick, Math.ceil(delayMs)) : soon(tick);
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerAt = Infinity;
  }

  async #tick(): Promise<void> {
    const abort = new AbortController();
    this.#look = abort;
    await this.#lookOnce(abort.signal);
    this.#look = undefined;
    let next = Infinity;
    for (const wait of this.#waits) next = Math.min(next, this.#dueAt(wait));
    if (next < Infinity) this.#armFor(next);
  }

  async #lookOnce(signal: AbortSignal): Promise<void> {
    const now = this.#clock.monotonic();
    const waits = [...this.#waits];
    const due = new Set(waits.filter((wait) => this.#dueAt(wait) <= now));
    const served = new Set(due);
    const wantedId = new Set(waits.filter(({ wants }) => wants === 'id'));
    const singly = new Set([...due].filter((wait) => !this.#needsList(wait)));
    if (singly.size < due.size) {
      await this.#lookAtList(waits, signal);
      for (const wait of waits) {
        served.add(wait);
        // What the list could not tell is asked at once; what was asked in vain before waits for its turn.
        if (wait.wants === 'id' && !wantedId.has(wait)) singly.add(wait);
      }
    }
    const stillOpen = [...singly].filter((wait) => this.#waits.has(wait));
    await forEachBounded([...byInstance(stillOpen)], LOOKS_AT_ONCE, async ([id, group]) => {
      this.#pause(await this.#looks.byId(id, group, signal));
    });
    for (const wait of served) {
      wait.pace();
      // A look by id that found nothing needs the list to agree.
      if (singly.has(wait) && wait.wants === 'list') wait.lookAt = this.#clock.monotonic();
    }
  }

  async #lookAtList(waits: readonly Wait[], signal: AbortSignal): Promise<void> {
    const began = this.#clock.monotonic();
    this.#pause(await this.#looks.byList(waits, signal));
    const ended = this.#clock.monotonic();
    this.#listFrom = Math.max(began + LIST_GAP_MS, ended + (ended - began));
  }

  #pause(delayMs: number): void {
    if (delayMs > 0) this.#lookFrom = Math.max(this.#lookFrom, this.#clock.monotonic() + delayMs);
  }
}

/** Runs a callback when the present turn of the program is over. */
function soon(callback: () => void): Timer {
  let isWanted = true;
  queueMicrotask(() => {
    if (isWanted) callback();
  });
  return { cancel: () => void (isWanted = false) };
}
