import type { Random } from '@novita-fleet/resilience';

const FIRST_MS = 1_000;
/** How much of a delay is left to chance, so that waits that began together do not look together for ever. */
const JITTER = 0.25;

/**
 * How long after a look the next one comes, in whole milliseconds: about 1 s after news, then twice as long each time.
 *
 * @param looks - looks in a row that brought nothing new.
 * @param maxPollMs - longest delay.
 */
export function lookDelayMs(looks: number, maxPollMs: number, random: Random): number {
  const longest = Math.min(FIRST_MS * 2 ** Math.min(looks, 30), maxPollMs);
  return Math.ceil(longest * (1 - JITTER * random()));
}
