import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';

/** Most repetitions of a read that failed for a reason that may pass. */
const MAX_RETRIES = 2;

/** What was read, kept for the screens. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < MAX_RETRIES && mayPass(error) },
      mutations: { retry: false },
    },
  });
}

function mayPass(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}
