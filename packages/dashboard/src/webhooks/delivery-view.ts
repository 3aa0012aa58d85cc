import type { Schemas } from '../api/schemas.js';

export type Delivery = Schemas['Delivery'];
export type Attempt = Schemas['DeliveryAttempt'];
export type WholeDelivery = Schemas['DeliveryWithLog'];

/** What is said about a delivery. */
export interface DeliveryState {
  readonly level: 'ok' | 'waiting' | 'warning' | 'problem';
  readonly label: string;
}

/** How a delivery stands. */
export function deliveryState({ status, attempts, nextAttemptAt }: Delivery): DeliveryState {
  if (status === 'delivered') return { level: 'ok', label: 'delivered' };
  if (status === 'dead') return { level: 'problem', label: 'given up' };
  if (attempts > 0) return { level: 'warning', label: 'will be tried again' };
  return { level: 'waiting', label: nextAttemptAt === null ? 'behind an earlier one' : 'waiting' };
}

/** What came of the last attempt, in one line; null before the first. */
export function lastOutcome({ attempts, lastStatus, lastError }: Delivery): string | null {
  if (attempts === 0) return null;
  return outcome(lastStatus, lastError);
}

/** What came of an attempt. */
export interface AttemptOutcome {
  readonly isDelivered: boolean;
  /** Such as `204` or `no answer`. */
  readonly label: string;
  /** What it means; null when it was taken. */
  readonly reason: string | null;
}

/** What came of an attempt, with the meaning of the status for those who do not know it by heart. */
export function attemptOutcome({ status, error }: Attempt): AttemptOutcome {
  if (status === null) return { isDelivered: false, label: 'no answer', reason: error };
  const isDelivered = status >= 200 && status < 300;
  return { isDelivered, label: String(status), reason: isDelivered ? null : meaningOf(status) };
}

function outcome(status: number | null, error: string | null): string {
  const { label, reason } = attemptOutcome({ number: 0, at: '', durationMs: 0, status, error, answer: null });
  return reason === null ? label : `${label}: ${reason}`;
}

function meaningOf(status: number): string {
  if (status >= 300 && status < 400) return 'redirects are not followed';
  if (status === 401 || status === 403) return 'refused: see whether the receiver knows the signing secret';
  if (status === 404) return 'there is nothing at this address';
  if (status === 408) return 'the receiver took too long';
  if (status === 410) return 'gone: the endpoint was disabled';
  if (status === 413) return 'too large for the receiver';
  if (status === 429) return 'too many requests for the receiver';
  return status >= 500 ? 'the receiver failed' : 'refused';
}

/** The body with a line for each field; as it is when it is not JSON. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
