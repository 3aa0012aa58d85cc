import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AbortedError, FleetClient, UnauthorizedError, type FollowedEvent } from '@novita-fleet/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readServerSentEvents, type ServerSentMessage } from '../../src/fleet/server-sent-events.js';

let server: Server;
let client: FleetClient;
/** Answers the next requests, in this order. */
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];
let asked: string[];

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers.shift();
    if (answer === undefined)
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":"unauthenticated"}');
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Without jitter nothing is waited between two connections.
  client = new FleetClient({ baseUrl, apiKey: 'nfk_x', random: () => 0 });
});

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const event = (position: number) => `id: ${position}\nevent: instance.ready\ndata: {"id":"evt_${position}"}\n\n`;

const stream =
  (text: string, end: (response: ServerResponse) => void = (response) => response.end()) =>
  (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text, () => end(response));
  };

async function follow(
  options: Parameters<FleetClient['events']['follow']>[0],
): Promise<{ items: FollowedEvent[]; error: unknown }> {
  const items: FollowedEvent[] = [];
  try {
    for await (const item of client.events.follow(options)) items.push(item);
  } catch (error) {
    return { items, error };
  }
  return { items, error: undefined };
}

const positions = (items: readonly FollowedEvent[]) =>
  items.flatMap((item) => (item.kind === 'event' ? [item.position] : []));

describe('following events', () => {
  it('comes back behind the last event after an end, a break and a server that is away', async () => {
    answers = [
      stream(event(1) + event(2)),
      (_request, response) => response.writeHead(503).end(),
      stream(event(3), (response) => response.destroy()),
      // A sign of life tells a position, too.
      stream(': alive\nid: 7\n\n'),
    ];
    const lost: (string | undefined)[] = [];
    const { items, error } = await follow({
      instanceId: 'inst_1',
      types: ['instance.ready', 'instance.failed'],
      onReconnect: (cause) => lost.push(cause?.name),
    });
    expect(positions(items)).toEqual(['1', '2', '3']);
    expect(error).toBeInstanceOf(UnauthorizedError);
    expect(lost).toEqual([undefined, 'ServerError', 'ConnectionError', undefined]);
    const filter = 'instanceId=inst_1&type=instance.ready%2Cinstance.failed';
    expect(asked).toEqual([
      `/v1/events?${filter}`,
      ...['2', '2', '3', '7'].map((after) => `/v1/events?after=${after}&${filter}`),
    ]);
  });

  it('tells of events that are no longer stored', async () => {
    answers = [stream('event: gap\ndata: {"after":4,"oldest":9,"newest":12}\n\n')];
    const { items } = await follow({ after: '4' });
    expect(items).toEqual([{ kind: 'open' }, { kind: 'gap', after: 4, oldest: 9 }]);
  });

  it('ends by its signal', async () => {
    const stop = new AbortController();
    answers = [stream(event(1), () => stop.abort())];
    const { error } = await follow({ signal: stop.signal });
    expect(error).toBeInstanceOf(AbortedError);
  });

  it('gives the connection up when the loop is left', async () => {
    const closed = new Promise<void>((resolve) => {
      answers = [
        (request, response) => {
          response.on('close', resolve);
          stream(event(1), () => undefined)(request, response);
        },
      ];
    });
    for await (const item of client.events.follow()) if (item.kind === 'event') break;
    await closed;
  });
});

describe('server-sent events', () => {
  async function messagesOf(text: string): Promise<ServerSentMessage[]> {
    async function* lines() {
      yield* text.split('\n');
    }
    const messages: ServerSentMessage[] = [];
    for await (const message of readServerSentEvents(lines())) messages.push(message);
    return messages;
  }

  it('have fields with and without a space, several lines of data, and comments', async () => {
    const text = ': hello\nid:1\nevent:a\ndata: one\ndata:two\nretry: 5\n\ndata\n\nevent: never\n\n';
    expect(await messagesOf(text)).toEqual([
      { type: 'a', data: 'one\ntwo', lastEventId: '1' },
      { type: 'message', data: '', lastEventId: '1' },
    ]);
  });

  it('are told only when they are whole', async () => {
    expect(await messagesOf('id: 1\ndata: half')).toEqual([]);
  });
});
