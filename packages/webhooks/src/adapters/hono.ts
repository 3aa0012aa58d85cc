import type { WebhookReceiver } from '../receiver.js';
import { answerFetch } from './answer-fetch.js';

const BODY_CONSUMED =
  'the body was read before it reached the webhook handler, so its raw bytes are lost; let no middleware call ' +
  'c.req.json(), text() or parseBody() on this route; await c.req.arrayBuffer() keeps the bytes and may come before';

/**
 * What of a context of Hono is used.
 *
 * @example
 * ```ts
 * import type { HonoContext } from '@novita-fleet/webhooks/hono';
 *
 * export const context: HonoContext = { req: { raw: new Request('http://localhost/hook', { method: 'POST' }) } };
 * ```
 */
export interface HonoContext {
  readonly req: {
    /** The request as the runtime made it. */
    readonly raw: Request;
    /** What Hono keeps of a body that was read: `arrayBuffer` is the one that holds the bytes as they came. */
    readonly bodyCache?: { readonly arrayBuffer?: unknown };
  };
}

/**
 * A handler for a route of Hono, on any of its runtimes.
 *
 * It reads the raw bytes itself and stops at the receiver's `maxBodyBytes`. Bytes that a middleware got by
 * `c.req.arrayBuffer()` are used; a body that was read in any other way is refused with 500 and a message that says how
 * to keep the bytes. The promise never rejects.
 *
 * @example
 * ```ts
 * import { serve } from '@hono/node-server';
 * import { Hono } from 'hono';
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { createHonoHandler } from '@novita-fleet/webhooks/hono';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: (event) => console.log(event.type) });
 * const app = new Hono();
 * app.post('/hook', createHonoHandler(receiver));
 * serve({ fetch: app.fetch, port: 3000 });
 * ```
 */
export function createHonoHandler(receiver: WebhookReceiver): (context: HonoContext) => Promise<Response> {
  return async ({ req }) => {
    const { raw, bodyCache } = req;
    // Text and JSON are no substitute: decoding has replaced what is no UTF-8, and a byte order mark is gone.
    const kept = await Promise.resolve(bodyCache?.arrayBuffer).catch(() => undefined);
    return answerFetch(receiver, raw, BODY_CONSUMED, kept instanceof ArrayBuffer ? new Uint8Array(kept) : undefined);
  };
}
