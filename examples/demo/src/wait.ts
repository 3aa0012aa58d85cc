import type { Processes } from './processes.js';

const POLL_MS = 50;

/**
 * Asks again and again until there is an answer.
 *
 * @param look - answers undefined while it is too early.
 * @throws when a part of the demo has died or `limitMs` milliseconds have passed.
 */
export async function until<T>(
  what: string,
  processes: Processes,
  look: () => T | undefined | Promise<T | undefined>,
  limitMs = 30_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await Promise.race([look(), processes.failure]);
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`Waited ${limitMs / 1_000} s for ${what}, in vain.`);
    await Promise.race([new Promise((resolve) => setTimeout(resolve, POLL_MS)), processes.failure]);
  }
}
