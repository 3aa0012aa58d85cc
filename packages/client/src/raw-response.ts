import type { HeaderValues } from '@novita-fleet/resilience';

/** An answer as it came: only its content encoding, if it had one, is undone. */
export interface RawResponse {
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** Names in lower case; a header that came several times is a list. Not redacted. */
  readonly headers: HeaderValues;
  /** The whole body; empty when there was none. */
  readonly body: Buffer;
  /** The id that the API gave to the request, where it gave one. */
  readonly requestId: string | undefined;
  /** The id that the client gave to the call. */
  readonly correlationId: string;
  /** How often the call was sent. */
  readonly attempts: number;
  /** From the begin of the call to the end of the answer, in milliseconds, waits and retries included. */
  readonly durationMs: number;
}
