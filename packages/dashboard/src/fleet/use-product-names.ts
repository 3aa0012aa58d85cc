import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import type { ProductNames } from './place-of.js';

/** Products change seldom, and only their names are needed here. */
const STALE_MS = 10 * 60_000;

/** Names of the products of the cloud; empty until they are known, and when the cloud does not answer. */
export function useProductNames(): ProductNames {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['product-names'],
    queryFn: ({ signal }) => api.get<Schemas['ProductList']>('/v1/products', { signal }),
    staleTime: STALE_MS,
  });
  return useMemo(() => new Map(data?.data.map(({ id, name }) => [id, name])), [data]);
}
