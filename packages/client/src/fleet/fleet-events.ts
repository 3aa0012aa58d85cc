import { exponentialBackoff, sleep, type Clock, type Random } from '@novita-fleet/resilience';
import { AbortedError, CircuitOpenError } from '../errors/index.js';
import { AttemptTimeoutError, ConnectionError } from '../errors/transport-errors.js';
import { RateLimitedError, ServerError } from '../errors/status-errors.js';
import type { ResponseStream } from '../response-stream.js';
import type { StreamOptions } from '../stream-options.js';
import type { FleetEvent } from './fleet-instances.js';
import { readServerSentEvents } from './server-sent-events.js';

/**
 * What to follow, and from where.
 *
 * @example
 * ```ts
 * import { FleetClient, type FollowEventsOptions, type FollowedEvent } from '@novita-fleet/client';
 *
 * const options: FollowEventsOptions = { after: '0', types: ['instance.ready'], signal: AbortSignal.timeout(60_000) };
 * const show = (item: FollowedEvent): void => {
 *   if (item.kind === 'event') console.log(item.position, item.event.data.instanceId);
 * };
 * await using client = new FleetClient();
 * for await (const item of client.events.follow(options)) show(item);
 * ```
 */
export interface FollowEventsOptions {
  /** Begin behind this position; `0` begins with the oldest event. Default: what happens from now on. */
  readonly after?: string;
  /** Only events of this instance. */
  readonly instanceId?: string;
  /** Only events of these types. */
  readonly types?: readonly string[];
  /** Ends the stream. */
  readonly signal?: AbortSignal;
  /** Told when the connection was lost and will be made again. */
  readonly onReconnect?: (error: Error | undefined) => void;
}

/** What a stream of events tells. */
export type FollowedEvent =
  /** The stream is open: what happens from now on will be told. Told again after each new connection. */
  | { readonly kind: 'open' }
  /** Something happened. `position` goes into `after` to go on behind it. */
  | { readonly kind: 'event'; readonly position: string; readonly event: FleetEvent }
  /** Events behind a position are no longer stored. */
  | {
      readonly kind: 'gap';
      /** Position behind which they are missing, as a count of events. */
      readonly after: number;
      /** Position of the oldest event that is stored, as a count of events. */
      readonly oldest: number;
    };

/** What the stream of events is made of. */
interface Parts {
  readonly stream: (options: StreamOptions) => Promise<ResponseStream>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Events of all instances of a fleet server, as they happen. */
export class FleetEventsResource {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Events as they are stored, in order. A lost connection is made again, after a wait that grows up to 10 seconds, and
   * goes on behind the last event. Leaving the loop ends the stream.
   *
   * @throws AbortedError when the signal is aborted.
   * @throws UnauthorizedError and others when the server refuses; only failures that may pass are met by coming back.
   */
  async *follow(options: FollowEventsOptions = {}): AsyncGenerator<FollowedEvent, void, undefined> {
    const { instanceId, types, signal, onReconnect } = options;
    const { clock, random } = this.#parts;
    const backoff = exponentialBackoff({ baseMs: 250, maxMs: 10_000, jitter: 'full', random });
    let after = options.after;
    let failures = 0;
    for (;;) {
      let lost: Error | undefined;
      try {
        const query = { after, instanceId, type: types?.join(',') };
        const call = { path: '/v1/events', query, maxRetries: 0, ...(signal !== undefined && { signal }) };
        const answer = await this.#parts.stream(call);
        try {
          yield { kind: 'open' };
          for await (const { type, data, lastEventId } of readServerSentEvents(answer.lines())) {
            failures = 0;
            after = lastEventId ?? after;
            if (type === 'gap') yield gapOf(data);
            else if (type !== '') yield { kind: 'event', position: after ?? '', event: JSON.parse(data) as FleetEvent };
          }
        } finally {
          answer.close();
        }
      } catch (error) {
        if (!mayPass(error)) throw error;
        lost = error as Error;
      }
      onReconnect?.(lost);
      await sleep(clock, backoff(failures++), signal).catch((reason: unknown) => {
        throw new AbortedError(false, { cause: reason });
      });
    }
  }
}

function gapOf(data: string): FollowedEvent {
  const { after, oldest } = JSON.parse(data) as { after: number; oldest: number };
  return { kind: 'gap', after, oldest };
}

/** Whether coming back may help. */
function mayPass(error: unknown): boolean {
  return [ConnectionError, AttemptTimeoutError, ServerError, RateLimitedError, CircuitOpenError].some(
    (kind) => error instanceof kind,
  );
}
