import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { FleetEvent, Schemas } from '../api/schemas.js';
import type { Api } from '../api/api.js';
import { useApi } from '../api/use-api.js';
import { merged } from './merged-events.js';
import { useConnection, useFleetEvents } from '../live/use-fleet.js';

const PAGE = 200;
/** An instance has a handful of events for each time that it goes up; one with more than this shows its first ones. */
const MAX_PAGES = 10;

/** What happened to an instance, in order, up to now. */
export function useInstanceEvents(id: string): {
  readonly events: readonly FleetEvent[];
  readonly isLoading: boolean;
  readonly error: Error | null;
} {
  const api = useApi();
  const connection = useConnection();
  const [told, setTold] = useState<readonly FleetEvent[]>([]);
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['instance-events', id],
    queryFn: ({ signal }) => readEvents(api, id, signal),
  });
  useFleetEvents(
    useCallback(
      (event: FleetEvent) => {
        if (event.data.instanceId === id) setTold((before) => [...before, event]);
      },
      [id],
    ),
  );
  useEffect(() => {
    // Without a connection nothing was told.
    if (connection === 'live') void refetch();
  }, [connection, refetch]);
  const events = useMemo(
    () =>
      merged(
        data ?? [],
        told.filter((event) => event.data.instanceId === id),
      ),
    [data, told, id],
  );
  return { events, isLoading, error };
}

async function readEvents(api: Api, id: string, signal: AbortSignal): Promise<FleetEvent[]> {
  const events: FleetEvent[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const path = `/v1/instances/${encodeURIComponent(id)}/events`;
    const { data, nextCursor }: Schemas['EventList'] = await api.get(path, { query: { limit: PAGE, cursor }, signal });
    events.push(...data);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return events;
}
