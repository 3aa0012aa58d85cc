/** Longest wait that a request may ask for, in seconds. */
const MAX_WAIT_S = 30;

/**
 * Seconds of `wait` in a Prefer header (RFC 7240), no more than 30; undefined when it asks for none. A preference that
 * cannot be understood is none: the RFC forbids an error.
 */
export function preferredWait(header: string | undefined): number | undefined {
  for (const preference of header?.split(',') ?? []) {
    // Parameters behind a semicolon say more about a preference; `wait` has none.
    const [token = ''] = preference.split(';');
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(token)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), MAX_WAIT_S);
  }
  return undefined;
}
