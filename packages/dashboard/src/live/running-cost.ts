import type { Instance, Money } from '../api/schemas.js';
import { costOf, sumOf } from '../money/money.js';
import type { Row } from './row.js';

/** The cloud's own statuses in which its meter stands: not begun, stopped, or gone. */
const STANDING: ReadonlySet<string> = new Set(['toCreate', 'creating', 'exited', 'removed', 'freezing']);

/** Whether an instance costs money now, as far as is known. */
export function isMetered({ novita, cost }: Instance): boolean {
  if (cost.perHour === null || novita.released || novita.status === null) return false;
  return !STANDING.has(novita.status);
}

/** The cost until now: what was read, and what the price adds since. @param now - milliseconds since 1970. */
export function costSoFar({ instance, readAt }: Row, now: number): Money | null {
  const { perHour, soFar } = instance.cost;
  if (soFar === null || perHour === null || !isMetered(instance)) return soFar;
  return sumOf([soFar, costOf(perHour, now - readAt)]);
}
