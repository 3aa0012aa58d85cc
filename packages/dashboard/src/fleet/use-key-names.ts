import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useSession } from '../session/use-session.js';

/** Names of the API keys by id; null for who may not see them. */
export function useKeyNames(): ReadonlyMap<string, string> | null {
  const api = useApi();
  const { isAdmin } = useSession();
  const { data } = useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => api.get<Schemas['ApiKeyList']>('/v1/api-keys', { signal }),
    enabled: isAdmin,
  });
  return useMemo(() => (isAdmin ? new Map(data?.data.map(({ id, name }) => [id, name])) : null), [isAdmin, data]);
}
