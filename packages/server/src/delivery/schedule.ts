import type { Random } from '@novita-fleet/resilience';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds from each failed attempt to the next one: about three days in all. */
const DELAYS_MS: readonly number[] = [
  5 * SECOND,
  1 * MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** The delay of the slow part of the schedule, from which refusals start. */
const SLOW_STEP = 3;

/** An endpoint that has answered nothing but refusals for so long is disabled, in milliseconds. */
export const REFUSED_TOO_LONG_MS = 3 * 24 * HOUR;

/**
 * Whether a status refuses the request itself, so that the same request will hardly be taken soon. 3xx is among them: no
 * redirect is followed.
 */
export function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 300 && status < 500 && ![408, 425, 429].includes(status);
}

/**
 * When a delivery is tried again, in milliseconds from now, or undefined when it is given up.
 *
 * @param attempts - how many attempts have been made, 1 or more.
 * @param status - the HTTP status of the last answer, or undefined when there was none.
 * @param retryAfterMs - what the receiver asked for; counts when it is longer than the schedule.
 */
export function nextAttemptIn(
  attempts: number,
  status: number | undefined,
  retryAfterMs: number | undefined,
  random: Random,
): number | undefined {
  // A receiver that refuses a request will not take it seconds later: these wait long from the first time on.
  const step = attempts - 1 + (isRefusal(status) ? SLOW_STEP : 0);
  const delay = DELAYS_MS[step];
  if (delay === undefined) return undefined;
  const jittered = delay * (0.9 + 0.2 * random());
  return Math.round(Math.max(jittered, retryAfterMs ?? 0));
}
