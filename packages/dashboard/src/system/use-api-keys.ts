import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useSession } from '../session/use-session.js';

export type ApiKey = Schemas['ApiKey'];

/** The same as that of the names of keys elsewhere: it is one answer. */
export const API_KEYS = ['api-keys'];

/** The API keys of the server; asked for only by administrators. */
export function useApiKeys() {
  const api = useApi();
  const { isAdmin } = useSession();
  return useQuery({
    queryKey: API_KEYS,
    queryFn: ({ signal }) => api.get<Schemas['ApiKeyList']>('/v1/api-keys', { signal }),
    select: ({ data }) => data,
    enabled: isAdmin,
  });
}
