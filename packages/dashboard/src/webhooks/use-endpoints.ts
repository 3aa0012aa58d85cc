import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import type { WebhookEndpoint } from './endpoint-health.js';

const REFRESH_MS = 5_000;

/** All endpoints, kept up to date. */
export function useEndpoints() {
  const api = useApi();
  return useQuery({
    queryKey: ['webhooks', 'endpoints'],
    queryFn: async ({ signal }) =>
      (await api.get<Schemas['WebhookEndpointList']>('/v1/webhook-endpoints', { signal })).data,
    refetchInterval: REFRESH_MS,
  });
}

/** One endpoint, kept up to date. */
export function useEndpoint(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['webhooks', 'endpoint', id],
    queryFn: ({ signal }) => api.get<WebhookEndpoint>(`/v1/webhook-endpoints/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** Reads all again but an endpoint that was removed: to ask for it once more would only tell that it is not there. */
export function useForgetEndpoint(): (id: string) => void {
  const queries = useQueryClient();
  return (id) => {
    void queries.cancelQueries({ queryKey: ['webhooks', 'endpoint', id] });
    void queries.invalidateQueries({ queryKey: ['webhooks'], predicate: ({ queryKey }) => !queryKey.includes(id) });
  };
}

/** Reads endpoints and deliveries again: something was changed. */
export function useRefreshWebhooks(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
}
