import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import type { UsageRange } from './usage-range.js';

export type Usage = Schemas['Usage'];

/** What runs goes on costing; the figures are read again so often, in milliseconds. */
const REFRESH_MS = 30_000;

/** Rows on a page, and pages that are read at most: more rows than anybody reads. */
const PAGE_SIZE = 1_000;
const MAX_PAGES = 10;

/** What was used in a time, summed up by day, instance or API key. `nextCursor` is null when all rows are there. */
export function useUsage(
  range: UsageRange,
  groupBy: 'day' | 'instance' | 'key',
  isWanted = true,
): UseQueryResult<Usage> {
  const api = useApi();
  return useQuery({
    queryKey: ['usage', groupBy, range.from, range.to],
    queryFn: async ({ signal }) => {
      const read = (cursor: string | undefined) =>
        api.get<Usage>('/v1/usage', { query: { ...range, groupBy, limit: PAGE_SIZE, cursor }, signal });
      let usage = await read(undefined);
      for (let page = 1; page < MAX_PAGES && usage.nextCursor !== null; page += 1) {
        const next = await read(usage.nextCursor);
        usage = { ...next, data: [...usage.data, ...next.data] };
      }
      return usage;
    },
    refetchInterval: REFRESH_MS,
    enabled: isWanted,
  });
}
