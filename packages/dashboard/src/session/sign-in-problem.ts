import { ApiError } from '../api/api-error.js';

/** What somebody whose sign-in failed should know and do. */
export function signInProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something in this page went wrong. Load it again.';
  if (error.status === 401) return 'The server does not know this key, or it was revoked. Check that it is complete.';
  if (error.status === 429) {
    const seconds = error.retryAfterMs === null ? null : Math.ceil(error.retryAfterMs / 1_000);
    return `Too many attempts. Wait ${seconds === null ? 'a minute' : `${seconds} s`}, then try again.`;
  }
  if (error.status === 0) return 'The server cannot be reached. Check that it runs, then try again.';
  if (error.status === 404) return 'This server has no sign-in. It may be older than this page.';
  if (error.status === 400) return 'That is no API key. Keys begin with “nfk_”.';
  return `${error.title}. ${error.message}`;
}
