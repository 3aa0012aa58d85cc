import type { WebhookEvent } from '@novita-fleet/webhooks';
import type { NewId } from '../ids.js';
import { deliveryId } from '../store/deliveries.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import type { Tx } from '../store/store.js';
import { changeEndpoint, endpointsFor, findEndpoint } from '../store/webhook-endpoints.js';
import type { Log } from '../telemetry/log.js';
import type { Outbox } from './outbox.js';
import { isRefusal, REFUSED_TOO_LONG_MS } from './schedule.js';

const DISABLED_EVENT = 'endpoint.disabled';

/** Why a server disables an endpoint, and what it says of that. */
const REASONS = {
  gone: 'The endpoint answered 410 Gone.',
  refused: 'The endpoint has answered nothing but refusals for three days.',
} as const;

const CODES = { gone: 'endpoint_gone', refused: 'endpoint_refuses' } as const;

/** One attempt, as far as it says something of the endpoint. */
interface Attempt {
  readonly delivered: boolean;
  readonly status: number | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Disables endpoints that want no more events, and tells so. */
export class EndpointHealth {
  readonly #outbox: Outbox;
  readonly #newId: NewId;
  readonly #log: Log;

  constructor(options: { outbox: Outbox; newId: NewId; log: Log }) {
    this.#outbox = options.outbox;
    this.#newId = options.newId;
    this.#log = options.log;
  }

  /** Takes in an attempt, as part of the transaction that stores it. */
  async observe(tx: Tx, known: WebhookEndpointRow, { delivered, status, now }: Attempt): Promise<void> {
    const isRefused = !delivered && status !== null && isRefusal(status);
    if (!isRefused) {
      if (known.refused_since !== null) await changeEndpoint(tx.db, known.id, { refused_since: null });
      return;
    }
    const endpoint = await findEndpoint(tx.db, known.id);
    if (endpoint?.enabled !== 1) return;
    if (status === 410) await this.#disable(tx, endpoint, 'gone', now);
    else if (endpoint.refused_since === null) await changeEndpoint(tx.db, endpoint.id, { refused_since: now });
    else if (now - endpoint.refused_since >= REFUSED_TOO_LONG_MS) await this.#disable(tx, endpoint, 'refused', now);
  }

  async #disable(tx: Tx, endpoint: WebhookEndpointRow, reason: keyof typeof REASONS, now: number): Promise<void> {
    await changeEndpoint(tx.db, endpoint.id, { enabled: 0, disabled_at: now, disabled_reason: reason });
    tx.afterCommit(() => this.#log.warn({ endpointId: endpoint.id, reason }, 'webhook endpoint disabled'));
    // It hears nothing any more itself; the others of the same user do, and those of administrators.
    for (const other of await endpointsFor(tx.db, endpoint.owner ?? '', DISABLED_EVENT)) {
      const event = disabledEvent(this.#newId('evt'), endpoint, reason, now);
      await this.#outbox.put(tx, {
        ...{ id: deliveryId(event.id, other.id), endpointId: other.id, eventId: event.id, eventType: event.type },
        ...{ instanceId: '', sequence: 0, at: now, body: JSON.stringify(event) },
      });
    }
  }
}

function disabledEvent(
  id: string,
  { id: endpointId, url }: WebhookEndpointRow,
  reason: keyof typeof REASONS,
  now: number,
): WebhookEvent {
  return {
    id,
    type: DISABLED_EVENT,
    timestamp: new Date(now).toISOString(),
    sequence: 0,
    data: {
      ...{ instanceId: '', novitaInstanceId: null, status: 'disabled', elapsedTime: 0 },
      error: { code: CODES[reason], message: REASONS[reason] },
      // The path of a URL may hold a token.
      details: { endpointId, host: new URL(url).host },
    },
  };
}
