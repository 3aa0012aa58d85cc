import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookReceiver } from '../receiver.js';
import { nodeListener } from './node-listener.js';

const BODY_CONSUMED =
  'the body was read before it reached the webhook handler, so its raw bytes are lost; mount the handler before any ' +
  'body parser, or use one that keeps the bytes, such as express.raw({ type: "*/*" })';

/**
 * A request listener for `node:http` (and for frameworks that pass its objects on, such as Express).
 *
 * It reads the raw bytes itself and stops at the receiver's `maxBodyBytes`. A body that a parser has turned into an
 * object is refused with 500 and a message that says how to keep the bytes; a Buffer in `req.body` (`express.raw`) or
 * `req.rawBody` is used. A request that its sender abandons is dropped. The listener never throws.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { createNodeHandler } from '@novita-fleet/webhooks/node';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: (event) => console.log(event.type) });
 * createServer(createNodeHandler(receiver)).listen(3000);
 * ```
 */
export function createNodeHandler(receiver: WebhookReceiver): (req: IncomingMessage, res: ServerResponse) => void {
  return nodeListener(receiver, BODY_CONSUMED);
}
