import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { FakeClock } from '@novita-fleet/testkit';
import { WebhookClient, type WebhookClientOptions } from '../src/index.js';
import { listen } from './listen.js';
import { SECRET, START_MS } from './signed-event.js';

/** A request as it came. */
export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly at: number;
}

/** A server that notes what it gets and answers with the next of `answers`, the last one for ever. */
export async function sink(
  clock: FakeClock,
  ...answers: ((res: ServerResponse) => void)[]
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const { url } = await listen((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      received.push({ headers: req.headers, body: Buffer.concat(chunks), at: clock.now() - START_MS });
      answers[Math.min(received.length, answers.length) - 1]?.(res);
    });
  });
  return { url, received };
}

/** Answers a request. */
export const answer =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (res: ServerResponse): void =>
    void res.writeHead(status, headers).end(body);
export const ok = answer(200, 'fine');

/** A client that may send to loopback, closed after the test. Full jitter gives the whole delay. */
export function aClient(clock: FakeClock, options: WebhookClientOptions = {}): WebhookClient {
  const client = new WebhookClient({
    secret: SECRET,
    allowAddresses: ['127.0.0.0/8'],
    clock,
    random: () => 1,
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

/** How long an attempt of `aClient` may last, in milliseconds. */
export const ATTEMPT_TIMEOUT_MS = 15_000;

/** Moves the clock past each wait between attempts, and leaves the timers of running attempts alone. */
export async function passWaits<T>(clock: FakeClock, delivery: Promise<T>): Promise<T> {
  const state = { settled: false };
  const done = delivery.finally(() => (state.settled = true));
  done.catch(() => undefined);
  while (!state.settled) {
    await new Promise((resolve) => setImmediate(resolve));
    const delay = clock.nextDelay;
    if (delay !== undefined && delay !== ATTEMPT_TIMEOUT_MS) await clock.advance(delay);
  }
  return done;
}
