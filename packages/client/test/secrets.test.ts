import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FleetClient,
  HttpCore,
  InvalidArgumentError,
  NovitaApiService,
  NovitaClient,
  mapApiError,
  type NovitaClientOptions,
  type ResponseInfo,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json, type Answer } from './loopback-server.js';

/** Each is planted somewhere below, and must be seen nowhere. */
const SECRETS = {
  key: 'odd-key-4711',
  clientHeader: 'header-of-client',
  callHeader: 'header-of-call',
  ssh: 'pw-ssh',
  jupyter: 'tok-jupyter',
  terminal: 'pw-terminal',
  registry: 'pw-registry',
  imageAuth: 'user:pw-image',
  env: 'value-of-env',
  query: 'tok-query',
  cookie: 'session-cookie',
} as const;

/** What an API may say about an instance, on any status. */
const LEAKY = {
  reason: 'VALIDATOR_PARAM',
  message: `key ${SECRETS.key} may not; Bearer ${SECRETS.key}; https://me:${SECRETS.registry}@docker.io`,
  errors: [{ field: 'envs', message: `bad password=${SECRETS.ssh} in {"imageAuth":"${SECRETS.imageAuth}"}` }],
  sshPassword: SECRETS.ssh,
  connectComponentSSH: { sshCommand: 'ssh root@h', password: SECRETS.ssh },
  connectComponentWebTerminal: { username: 'u', password: SECRETS.terminal },
  connectComponentJupyter: { address: `https://h/?token=${SECRETS.jupyter}` },
  auths: [{ username: 'u', password: SECRETS.registry }],
  imageAuth: SECRETS.imageAuth,
  envs: [{ key: 'HF_TOKEN', value: SECRETS.env }],
};

const HEADERS = {
  'set-cookie': SECRETS.cookie,
  'x-echo': `Bearer ${SECRETS.key}`,
  location: `https://h/?token=${SECRETS.jupyter}`,
  'x-auth-token': SECRETS.registry,
};

const OPTIONS: NovitaClientOptions = {
  apiKey: SECRETS.key,
  headers: { 'x-proxy': SECRETS.clientHeader },
  maxRetries: 0,
};

const CALL = {
  query: { token: SECRETS.query },
  headers: { 'x-team': SECRETS.callHeader },
};

const BODY = { imageAuth: SECRETS.imageAuth, envs: [{ key: 'A', value: SECRETS.env }], password: SECRETS.ssh };

const NAMES = ['request', 'response', 'error', 'retry', 'circuit'].map((name) => `novita-fleet:${name}`);
const events: unknown[] = [];
const listener = (message: unknown): void => void events.push(message);

beforeEach(() => {
  events.length = 0;
  for (const name of NAMES) subscribe(name, listener);
});

afterEach(async () => {
  for (const name of NAMES) unsubscribe(name, listener);
  await closeAll();
});

/** All that can be seen of values: as a console, a log, an error page and a template show them. */
function shown(...values: readonly unknown[]): string {
  return values
    .flatMap((value) => [
      inspect(value, { depth: Infinity, showHidden: true, getters: true }),
      JSON.stringify(value),
      String(value),
      value instanceof Error ? value.stack : '',
    ])
    .join('\n');
}

function expectNoSecret(text: string): void {
  expect(text.length).toBeGreaterThan(100);
  for (const [name, secret] of Object.entries(SECRETS)) {
    const at = text.indexOf(secret);
    expect(at === -1 ? '' : `${name}: ${text.slice(Math.max(0, at - 100), at + secret.length)}`).toBe('');
  }
}

describe('no secret is shown', () => {
  it.each<[string, Answer]>([
    ...[400, 401, 403, 404, 409, 422, 429, 500, 503].map((status): [string, Answer] => [
      `a refusal with ${status}`,
      (response) => json(response, LEAKY, status, HEADERS),
    ]),
    ['a refusal in text', (response) => response.writeHead(502, HEADERS).end(`nginx: ${JSON.stringify(LEAKY)}`)],
    ['a refusal that is cut', (response) => response.writeHead(500).end(JSON.stringify(LEAKY).slice(0, -2))],
    ['a success that is no JSON', (response) => response.end(`${JSON.stringify(LEAKY)}!`)],
    ['a success', (response) => json(response, LEAKY, 200, HEADERS)],
    ['a lost connection', (response) => response.destroy()],
  ])('of %s', async (_name, answer) => {
    const seen: unknown[] = [];
    const onResponse = (info: ResponseInfo): void => void seen.push(info);
    for (const send of [
      (client: NovitaClient) => client.post('/x', BODY, { ...CALL, onResponse }),
      (client: NovitaClient) => client.get('/y', { ...CALL, onResponse, catalogue: true }),
      (client: NovitaClient) => client.requestRaw({ method: 'PUT', path: '/z', body: BODY, ...CALL, onResponse }),
      (client: NovitaClient) => client.stream({ path: '/s', ...CALL, onResponse }).then((stream) => stream.close()),
    ]) {
      // Each has a client of its own: a 429 would hold up the next.
      const { client, log } = await harness(answer, OPTIONS);
      await send(client).catch((error: unknown) => seen.push(error, (error as Error).stack));
      seen.push(log, client, client.stats(), client.getQueueStatus());
    }
    expect(events.length).toBeGreaterThanOrEqual(8);
    expectNoSecret(shown(seen, events, ...seen));
  });

  it('of an answer that no parser can read, though its error carries the bytes', async () => {
    const wire = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end(`HTTP/1.1 200 OK\r\n: ${JSON.stringify(LEAKY)} ${SECRETS.key}\r\n\r\n`));
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
    const { client, log } = await harness(() => undefined, { ...OPTIONS, baseUrl });
    const error = await failure(client.post('/x', BODY, CALL));
    expect(error).toMatchObject({ code: 'connection_failed', cause: { name: 'HTTPParserError' } });
    expectNoSecret(shown(error, events, log));
    await new Promise((resolve) => wire.close(resolve));
  });

  it('of clients, their views, cores, services and resources', async () => {
    const { client } = await harness((response) => json(response, {}), OPTIONS);
    await using fleet = new FleetClient({ apiKey: SECRETS.key, headers: { 'x-proxy': SECRETS.clientHeader }, env: {} });
    const surface = {
      owner: 'Mine',
      defaultBaseUrl: 'https://h',
      baseUrlVariable: 'U',
      apiKeyVariable: 'K',
      apiKeyFileVariable: 'F',
    };
    const core = HttpCore.create({ env: { K: SECRETS.key } }, surface, mapApiError);
    const service = new NovitaApiService(client);
    await client.get('/x', { catalogue: true });
    expectNoSecret(shown(client, client.withOptions({ maxRetries: 1 }), fleet, core, service, service.instances));
    await core.close();
  });

  it.each<[string, () => unknown]>([
    ['a key with a line break', () => new NovitaClient({ apiKey: `${SECRETS.key}\n`, env: {} })],
    ['a key in the environment', () => new NovitaClient({ env: { NOVITA_API_KEY: `${SECRETS.key}\t` } })],
    ['a key that is no text', () => new NovitaClient({ apiKey: { value: SECRETS.key } as never, env: {} })],
    ['a key for all the options', () => new NovitaClient(SECRETS.key as never)],
    [
      'a password in the base URL',
      () => new NovitaClient({ apiKey: 'k', baseUrl: `https://u:${SECRETS.ssh}@h`, env: {} }),
    ],
    [
      'a token in the base URL',
      () => new NovitaClient({ apiKey: 'k', baseUrl: `https://h/?token=${SECRETS.query}`, env: {} }),
    ],
    ['a base URL that is none', () => new NovitaClient({ apiKey: 'k', baseUrl: SECRETS.key, env: {} })],
    [
      'a header that cannot be sent',
      () => new NovitaClient({ apiKey: 'k', headers: { 'x-a': `${SECRETS.clientHeader}\n` }, env: {} }),
    ],
    [
      'a key in a header of its own',
      () => new NovitaClient({ apiKey: 'k', headers: { authorization: SECRETS.key }, env: {} }),
    ],
    ['a user agent', () => new NovitaClient({ apiKey: 'k', userAgent: `${SECRETS.key}\n`, env: {} })],
  ])('by the refusal of %s', (_name, make) => {
    let error: unknown;
    try {
      make();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expectNoSecret(shown(error));
  });

  it.each<[string, object]>([
    ['a path', { path: `x ${SECRETS.query}` }],
    ['a header', { headers: { 'x-a': `${SECRETS.callHeader}\r\n` } }],
    ['a correlation id', { correlationId: `${SECRETS.key} ` }],
    ['a route', { route: `/x?token=${SECRETS.query}` }],
    ['a query', { query: { token: { toString: () => SECRETS.query } } }],
    ['a body', { body: { password: SECRETS.ssh, number: 1n } }],
    ['a timeout', { timeoutMs: SECRETS.key }],
    ['a method', { method: SECRETS.key }],
    ['a signal', { signal: SECRETS.key }],
  ])('by the refusal of %s of a call', async (_name, options) => {
    const { client, server, log } = await harness((response) => json(response, 1));
    const error = await failure(client.request({ method: 'POST', path: '/x', ...options } as never));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expectNoSecret(shown(error, log));
    expect(server.seen).toHaveLength(0);
  });

  it('of a function for the key that fails or gives no key', async () => {
    for (const apiKey of [
      () => `${SECRETS.key}\n`,
      () => Promise.resolve(5 as never),
      (): never => {
        throw new Error('the vault is closed');
      },
      () => Promise.reject(new Error('the vault is closed')),
    ]) {
      const { client, server, log } = await harness((response) => json(response, 1), { ...OPTIONS, apiKey });
      const error = await failure(client.get('/x'));
      expect((error as { code: string }).code).toMatch(/^(?:invalid_argument|missing_api_key)$/);
      expectNoSecret(shown(error, log, events));
      expect(server.seen).toHaveLength(0);
    }
  });
});
