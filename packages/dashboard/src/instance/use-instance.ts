import { useQuery } from '@tanstack/react-query';
import type { Instance } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import type { Row } from '../live/row.js';
import { useFleet, useInstanceRow } from '../live/use-fleet.js';

/** Between readings of an instance that somebody looks at: probe and cloud status change without events. */
const REFRESH_MS = 5_000;

/** The instance of a screen: at once when the fleet has it already, and read again while it is looked at. */
export function useInstance(id: string): {
  readonly row: Row | undefined;
  readonly error: Error | null;
  retry: () => void;
} {
  const api = useApi();
  const { store } = useFleet();
  const row = useInstanceRow(id);
  const { error, refetch } = useQuery({
    queryKey: ['instance', id],
    queryFn: async ({ signal }) => {
      const instance = await api.get<Instance>(`/v1/instances/${encodeURIComponent(id)}`, { signal });
      store.put([instance], Date.now());
      return instance.sequence;
    },
    refetchInterval: REFRESH_MS,
  });
  return { row, error, retry: () => void refetch() };
}
