import { nearestNames } from '@novita-fleet/client';

const MOST = 3;

/** A sentence that names what may have been meant, or nothing when there is nothing to choose from. */
export function nearMatches(asked: string, names: readonly string[]): string {
  const nearest = nearestNames(asked, new Set(names)).slice(0, MOST);
  return nearest.length === 0 ? '' : ` Near: ${nearest.join(', ')}.`;
}
