import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUint8Array } from 'node:util/types';
import type { ReceiverResponse } from '../problem.js';
import type { WebhookReceiver } from '../receiver.js';
import { readBody } from './node-body.js';

/** A request whose body a framework may have read: as a Buffer in `body` or `rawBody` it is as good as unread. */
type FrameworkRequest = IncomingMessage & { readonly body?: unknown; readonly rawBody?: unknown };

/** The listener, for every framework that passes on the objects of `node:http`. @param consumed - what to say of a parsed body. */
export function nodeListener(
  receiver: WebhookReceiver,
  consumed: string,
): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    answer(receiver, consumed, req, res).catch(() => res.destroy());
  };
}

async function answer(
  receiver: WebhookReceiver,
  consumed: string,
  req: FrameworkRequest,
  res: ServerResponse,
): Promise<void> {
  const method = req.method ?? '';
  const early = receiver.refuseEarly(method, req.headers['content-length']);
  if (early !== undefined) {
    refuseUnread(req, res, early);
    return;
  }

  const given = [req.rawBody, req.body].find((body) => isUint8Array(body));
  if (given !== undefined) {
    send(res, await receiver.handle({ method, headers: req.headers, body: given }));
    return;
  }
  if (req.readableDidRead) {
    send(res, receiver.refuseConsumedBody(consumed));
    return;
  }

  const read = await readBody(req, receiver.maxBodyBytes);
  switch (read.outcome) {
    case 'abandoned':
      res.destroy();
      return;
    case 'too_large':
      refuseUnread(req, res, receiver.refuseTooLarge());
      return;
    case 'complete':
      send(res, await receiver.handle({ method, headers: req.headers, body: read.body }));
      return;
  }
}

/** The rest of the body is not read, so the connection cannot be used again. */
function refuseUnread(req: IncomingMessage, res: ServerResponse, response: ReceiverResponse): void {
  const unread = !req.complete;
  send(res, unread ? { ...response, headers: { ...response.headers, connection: 'close' } } : response);
}

function send(res: ServerResponse, response: ReceiverResponse): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(response.status, { ...response.headers, 'content-length': Buffer.byteLength(response.body) });
  res.end(response.body);
}
