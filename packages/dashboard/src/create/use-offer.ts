import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/use-api.js';
import type { Schemas } from '../api/schemas.js';
import type { BillingMode } from './create-request.js';
import type { Offer } from './cost-estimate.js';

/** The server asks the cloud at most once a minute, in milliseconds. */
const REFRESH_MS = 60_000;

/** What can be rented now, on demand and as spot. */
export function useOffer(): { readonly offer: Offer; readonly error: unknown; readonly retry: () => void } {
  const onDemand = useProducts('onDemand');
  const spot = useProducts('spot');
  return {
    offer: { onDemand: onDemand.data, spot: spot.data },
    error: onDemand.error ?? spot.error,
    retry: () => {
      void onDemand.refetch();
      void spot.refetch();
    },
  };
}

function useProducts(billingMode: BillingMode) {
  const api = useApi();
  return useQuery({
    queryKey: ['products', billingMode],
    queryFn: ({ signal }) => api.get<Schemas['ProductList']>('/v1/products', { query: { billingMode }, signal }),
    select: ({ data }) => data,
    refetchInterval: REFRESH_MS,
  });
}
