import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateSecret, WebhookReceiver, type WebhookEvent } from '@novita-fleet/webhooks';
import { createNodeHandler } from '@novita-fleet/webhooks/node';

/** A request as it arrived, accepted or not. */
export interface Arrival {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A webhook receiver as a user would run it, that keeps what it got. */
export interface ReceivingEnd {
  url: string;
  secret: string;
  /** Events that its handler got, in order of arrival, duplicates dropped. */
  events: WebhookEvent[];
  arrivals: Arrival[];
  /** Called when a request has arrived, before it is answered. */
  onArrival: () => void;
  close(): Promise<void>;
}

export async function startReceivingEnd(): Promise<ReceivingEnd> {
  const secret = generateSecret();
  const end: ReceivingEnd = {
    url: '',
    secret,
    events: [],
    arrivals: [],
    onArrival: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const receiver = new WebhookReceiver({ secrets: secret, onEvent: (event) => void end.events.push(event) });
  const handle = createNodeHandler(receiver);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => end.onArrival());
    response.on('finish', () => {
      end.arrivals.push({ status: response.statusCode, headers: request.headers, body: Buffer.concat(chunks) });
    });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  end.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return end;
}
