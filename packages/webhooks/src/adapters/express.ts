import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookReceiver } from '../receiver.js';
import { nodeListener } from './node-listener.js';

const BODY_CONSUMED =
  'the body was parsed before it reached the webhook handler, so its raw bytes are lost; register this route before ' +
  'app.use(express.json()), or put express.raw({ type: "*/*" }) in front of the handler, or let the parser keep the ' +
  'bytes: express.json({ verify: (req, res, bytes) => { req.rawBody = bytes; } })';

/**
 * A handler for a route of Express 4 or 5, and of other frameworks with its objects, such as NestJS on Express.
 *
 * It needs the raw bytes of the body: register the route before `app.use(express.json())`, or put
 * `express.raw` for every type in front of it. A Buffer in `req.body` or `req.rawBody` is used; a parsed body is refused
 * with 500 and a message that says so. It answers by itself and never calls `next`.
 *
 * @example
 * ```ts
 * import express from 'express';
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { createExpressHandler } from '@novita-fleet/webhooks/express';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: (event) => console.log(event.type) });
 * const app = express();
 * app.post('/hook', createExpressHandler(receiver));
 * app.use(express.json()); // for the routes that follow
 * app.listen(3000);
 * ```
 */
export function createExpressHandler(receiver: WebhookReceiver): (req: IncomingMessage, res: ServerResponse) => void {
  return nodeListener(receiver, BODY_CONSUMED);
}
