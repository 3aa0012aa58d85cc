import type { WebhookReceiver } from '../receiver.js';
import { answerFetch } from './answer-fetch.js';

const BODY_CONSUMED =
  'the body was read before it reached the webhook handler, so its raw bytes are lost; pass the Request on before ' +
  'anything calls its json(), text() or formData(), or give the handler a copy made by request.clone() before that';

/**
 * A handler of the Fetch API: for Next.js, SvelteKit, Remix, Bun, Deno and others that turn a `Request` into a `Response`.
 *
 * It reads the raw bytes itself and stops at the receiver's `maxBodyBytes`. A request whose body was read before is
 * refused with 500 and a message that says how to keep the bytes. The promise never rejects.
 *
 * @example
 * ```ts
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { createFetchHandler } from '@novita-fleet/webhooks/fetch';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: (event) => console.log(event.type) });
 * // In Next.js this is the whole of app/hook/route.ts.
 * export const POST = createFetchHandler(receiver);
 * ```
 */
export function createFetchHandler(receiver: WebhookReceiver): (request: Request) => Promise<Response> {
  return (request) => answerFetch(receiver, request, BODY_CONSUMED);
}
