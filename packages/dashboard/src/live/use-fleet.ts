import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { FleetEvent } from '../api/schemas.js';
import type { Connection } from './event-connection.js';
import type { Fleet } from './fleet.js';
import type { FleetSnapshot } from './fleet-store.js';
import type { Row } from './row.js';

export const FleetContext = createContext<Fleet | null>(null);

/** What keeps the fleet up to date. */
export function useFleet(): Fleet {
  const fleet = useContext(FleetContext);
  if (fleet === null) throw new Error('There is no fleet around this component.');
  return fleet;
}

/** All instances; drawn again when one has changed. */
export function useFleetSnapshot(): FleetSnapshot {
  const { store } = useFleet();
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

/** One instance; drawn again when this one has changed. */
export function useInstanceRow(id: string): Row | undefined {
  const { store } = useFleet();
  return useSyncExternalStore(store.subscribe, () => store.get(id));
}

export function useConnection(): Connection {
  const fleet = useFleet();
  return useSyncExternalStore(fleet.onConnection, fleet.connection);
}

/** Tells every event while the component is shown. @param listener - the same function on every drawing. */
export function useFleetEvents(listener: (event: FleetEvent) => void): void {
  const fleet = useFleet();
  useEffect(() => fleet.onEvent(listener), [fleet, listener]);
}
