import type { Clock } from '@novita-fleet/resilience';

/** What every probe takes besides its address. */
export interface ProbeSettings {
  /** Time for the whole attempt, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
  /** Ends the attempt. */
  readonly signal?: AbortSignal;
  /** Default `systemClock`. */
  readonly clock?: Clock;
}

export const DEFAULT_PROBE_TIMEOUT_MS = 5_000;
