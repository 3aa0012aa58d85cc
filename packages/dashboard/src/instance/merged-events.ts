import type { FleetEvent } from '../api/schemas.js';

/** Each event once, in order. */
export function merged(read: readonly FleetEvent[], told: readonly FleetEvent[]): FleetEvent[] {
  const byId = new Map([...read, ...told].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => a.sequence - b.sequence);
}
