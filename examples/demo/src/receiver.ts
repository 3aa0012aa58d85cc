// A webhook receiver as a user would write it, as a process of its own. It tells on standard output, a JSON object a
// line, where it listens and what it got.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookReceiver } from '@novita-fleet/webhooks';
import { createNodeHandler } from '@novita-fleet/webhooks/node';

const tell = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const receiver = new WebhookReceiver({
  secrets: process.env.WEBHOOK_SECRET ?? '',
  onEvent: (event) => tell({ kind: 'event', event }),
});
const handle = createNodeHandler(receiver);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('finish', () => {
    const body = Buffer.concat(chunks).toString('base64');
    tell({ kind: 'request', status: response.statusCode, headers: request.headers, body });
  });
  handle(request, response);
});
server.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (server.address() as AddressInfo).port }));

const stop = (): void => {
  server.close();
  server.closeAllConnections();
  process.stdin.destroy();
};
process.stdin.on('end', stop).resume();
process.on('SIGTERM', stop);
// Ctrl-C reaches all processes of the terminal; the demo stops this one when it is done.
process.on('SIGINT', () => undefined);
