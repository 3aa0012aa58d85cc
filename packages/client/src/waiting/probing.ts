import type { Clock } from '@novita-fleet/resilience';
import { intervalOf, probeAddress, tryProbe, type InstanceProbe } from '../probes/instance-probe.js';
import type { ProbeResult } from '../probes/probe-result.js';
import type { Instance } from '../resources/instance.js';
import type { OpenWait } from './wait-state.js';

/** What the probes of a wait need. */
export interface ProbingHost {
  readonly clock: Clock;
  /** Runs a probe as soon as few enough others run. */
  readonly runProbe: (probe: () => Promise<void>) => void;
}

/** A probe that was tried. */
export interface ProbeOutcome extends ProbeResult {
  readonly probe: InstanceProbe;
  /** Its number, from 0. */
  readonly number: number;
  /** The wait as it was when the attempt began. */
  readonly state: OpenWait;
}

/** Tries the probes of one wait, one at a time, each until it passes. */
export class Probing {
  readonly #probes: readonly InstanceProbe[];
  readonly #host: ProbingHost;
  readonly #onOutcome: (outcome: ProbeOutcome) => void;
  readonly #abort = new AbortController();
  /** The last sight of the instance that told addresses: lists may leave them out. */
  #instance: Instance | undefined;
  #nextAt = -Infinity;
  #isTrying = false;

  constructor(probes: readonly InstanceProbe[], host: ProbingHost, onOutcome: (outcome: ProbeOutcome) => void) {
    this.#probes = probes;
    this.#host = host;
    this.#onOutcome = onOutcome;
  }

  /** Keeps the addresses that a sight of the instance tells. */
  learn(instance: Instance): void {
    if (instance.ports.some(({ endpoint }) => endpoint !== undefined)) this.#instance = instance;
  }

  /** Whether the address of the probe with this number is known. */
  hasAddress(number: number): boolean {
    return this.#addressOf(number) !== undefined;
  }

  /** When the next attempt is due, in milliseconds of the monotonic clock; `Infinity` when none can be made now. */
  dueAt({ phase, probesPassed }: OpenWait): number {
    const canTry = phase === 'probing' && !this.#isTrying && this.hasAddress(probesPassed);
    return canTry ? this.#nextAt : Infinity;
  }

  /** Begins an attempt if one is due. */
  tryDue(state: OpenWait): void {
    const { clock, runProbe } = this.#host;
    const number = state.probesPassed;
    const probe = this.#probes[number];
    const address = this.#addressOf(number);
    if (probe === undefined || address === undefined || this.dueAt(state) > clock.monotonic()) return;
    this.#isTrying = true;
    const { signal } = this.#abort;
    runProbe(async () => {
      if (signal.aborted) return;
      const result = await tryProbe(probe, address, { clock, signal }).catch(() => undefined);
      // Without a result the wait was over before the attempt.
      if (result === undefined) return;
      this.#isTrying = false;
      this.#nextAt = result.passed ? -Infinity : clock.monotonic() + intervalOf(probe);
      this.#onOutcome({ ...result, probe, number, state });
    });
  }

  /** Ends an attempt under way and lets none begin. */
  close(): void {
    this.#abort.abort();
  }

  #addressOf(number: number): string | undefined {
    const probe = this.#probes[number];
    return probe === undefined || this.#instance === undefined ? undefined : probeAddress(probe, this.#instance);
  }
}
