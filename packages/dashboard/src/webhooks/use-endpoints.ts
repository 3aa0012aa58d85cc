import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/use-api.js';
import type { DeliveryHealth, WebhookEndpoint } from './endpoint-health.js';

/** An endpoint with its health; a server of before tells none. */
export type Endpoint = WebhookEndpoint & { readonly health?: DeliveryHealth };

const REFRESH_MS = 5_000;

/** All endpoints, kept up to date. */
export function useEndpoints() {
  const api = useApi();
  return useQuery({
    queryKey: ['webhooks', 'endpoints'],
    queryFn: async ({ signal }) => (await api.get<{ data: Endpoint[] }>('/v1/webhook-endpoints', { signal })).data,
    refetchInterval: REFRESH_MS,
  });
}

/** One endpoint, kept up to date. */
export function useEndpoint(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['webhooks', 'endpoint', id],
    queryFn: ({ signal }) => api.get<Endpoint>(`/v1/webhook-endpoints/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** Reads endpoints and deliveries again: something was changed. */
export function useRefreshWebhooks(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
}
