import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/api/problem.js';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet();
});

afterAll(() => fleet.close());

interface Answer {
  status: number;
  type: string | null;
  body: Problem;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${fleet.apiKey}` },
): Promise<Answer> {
  const response = await fetch(fleet.server.url + path, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type');
  const text = await response.text();
  return { status: response.status, type, body: JSON.parse(text) as Problem };
}

/** Nothing is stored for a refused request: neither here nor in the cloud. */
async function expectNothingStored(): Promise<void> {
  expect((await fleet.client.instances.list()).data).toEqual([]);
  expect(await fleet.client.webhookEndpoints.list()).toEqual([]);
  expect(fleet.simulator.summary().instancesCreated).toBe(0);
}

function fieldsOf({ body }: Answer): Record<string, string> {
  return Object.fromEntries((body.errors ?? []).map(({ field, message }) => [field, message]));
}

describe('POST /v1/instances refuses', () => {
  it.each([
    ['a missing field', { name: undefined }, 'name', 'Required, but missing: a string.'],
    ['a wrong type', { gpuNum: '1' }, 'gpuNum', 'Must be a number.'],
    ['too many GPUs', { gpuNum: 9 }, 'gpuNum', 'Must be at most 8.'],
    ['half a GPU', { gpuNum: 1.5 }, 'gpuNum', 'Must be an integer.'],
    ['too small a disk', { rootfsSize: 5 }, 'rootfsSize', 'Must be at least 10.'],
    ['too long a name', { name: 'n'.repeat(300) }, 'name', 'Must have at most 200 characters.'],
    ['a name with spaces', { name: 'my job' }, 'name', 'Must consist of letters, digits and hyphens.'],
    ['an unknown way to pay', { billingMode: 'gold' }, 'billingMode', 'Must be one of "onDemand", "spot".'],
    ['a reserved port', { ports: [{ port: 2222, type: 'tcp' }] }, 'ports[0].port', 'reserved by the cloud'],
    ['an unknown protocol', { ports: [{ port: 80, type: 'udp' }] }, 'ports[0].type', 'Must be one of "http", "tcp".'],
    [
      '16 ports',
      { ports: Array.from({ length: 16 }, (_, i) => ({ port: i + 1, type: 'tcp' })) },
      'ports',
      'at most 15',
    ],
    [
      'an unknown field inside',
      { ports: [{ port: 80, type: 'http', x: 1 }] },
      'ports[0].x',
      'Allowed fields: port, type.',
    ],
    [
      'an unknown kind of probe',
      { probes: [{ type: 'ping', port: 8080 }] },
      'probes[0].type',
      'Must be one of "http", "tcp", "ssh".',
    ],
    [
      'a probe of a port that is not exposed',
      { probes: [{ type: 'http', port: 81 }] },
      'probes[0].port',
      'allowed: 8080',
    ],
    ['a port twice', { ports: [8080, 8080].map((port) => ({ port, type: 'http' })) }, 'ports[1].port', 'listed twice'],
  ])('%s, and names it', async (_what, change, field, message) => {
    const answer = await call('POST', '/v1/instances', { ...REQUEST, ...change });
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ code: 'validation_failed', status: 400 });
    expect(fieldsOf(answer)[field]).toContain(message);
    await expectNothingStored();
  });

  it('every wrong field at once, unknown ones with what is allowed', async () => {
    const answer = await call('POST', '/v1/instances', { name: 'x', gpus: 2, rootfsSize: 1 });
    const fields = fieldsOf(answer);
    expect(Object.keys(fields).sort()).toEqual(['gpus', 'imageUrl', 'productId', 'rootfsSize']);
    expect(fields.gpus).toMatch(/^Unknown field\. Allowed fields: name, productId, gpuName, regions, billingMode, /);
  });

  it.each([
    ['no body', undefined, 400, 'validation_failed'],
    ['an empty body', '', 400, 'malformed_json'],
    ['half a body', '{"name":', 400, 'malformed_json'],
    ['a list', '[]', 400, 'validation_failed'],
    ['null', 'null', 400, 'validation_failed'],
    ['too large a body', JSON.stringify({ name: 'n'.repeat(300_000) }), 413, 'body_too_large'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await call('POST', '/v1/instances', body);
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { code, status } });
    await expectNothingStored();
  });

  it('another media type', async () => {
    const headers = { authorization: `Bearer ${fleet.apiKey}`, 'content-type': 'text/plain' };
    expect(await call('POST', '/v1/instances', 'x', headers)).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type' },
    });
  });

  it('never repeats what was sent', async () => {
    const secret = 'hunter2-hunter2';
    const answer = await call('POST', '/v1/instances', {
      ...REQUEST,
      billingMode: secret,
      envs: [{ key: 'K', value: 1, [`x`]: secret }],
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain(secret);
  });
});

describe('without a valid key', () => {
  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic abc' }],
    ['a made-up key', { authorization: 'Bearer nfk_abc_def' }],
    ['the key of the cloud', { authorization: 'Bearer sk_simulator' }],
  ])('%s: everything but health is 401', async (_what, headers: Record<string, string>) => {
    for (const [method, path] of [
      ['GET', '/v1/instances'],
      ['POST', '/v1/instances'],
      ['GET', '/v1/instances/inst_x'],
      ['DELETE', '/v1/instances/inst_x'],
      ['GET', '/openapi.json'],
      ['GET', '/nowhere'],
    ] as const) {
      const answer = await call(method, path, undefined, headers);
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
    expect((await call('GET', '/healthz', undefined, headers)).status).toBe(200);
    expect((await call('GET', '/readyz', undefined, headers)).status).toBe(200);
    await expectNothingStored();
  });

  it('a key with one changed character is refused', async () => {
    const changed = fleet.apiKey.slice(0, -1) + (fleet.apiKey.endsWith('A') ? 'B' : 'A');
    expect((await call('GET', '/v1/instances', undefined, { authorization: `Bearer ${changed}` })).status).toBe(401);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/v1/instances/inst_nobody'],
    ['DELETE', '/v1/instances/inst_nobody'],
    ['POST', '/v1/instances/inst_nobody/stop'],
    ['GET', '/v1/instances/inst_nobody/events'],
  ])('%s %s is 404', async (method, path) => {
    const answer = await call(method, path);
    expect(answer).toMatchObject({ status: 404, body: { code: 'instance_not_found' } });
    expect(answer.body.detail).toContain('inst_nobody');
  });

  it('an unknown route is 404', async () => {
    expect(await call('GET', '/v2/instances')).toMatchObject({ status: 404, body: { code: 'route_not_found' } });
  });

  it.each(['?limit=0', '?limit=x', '?status=gone', '?cursor=x', '?page=2'])('the list refuses %s', async (query) => {
    expect(await call('GET', `/v1/instances${query}`)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  });
});

describe('POST /v1/webhook-endpoints refuses', () => {
  it.each([
    'ftp://example.com/hook',
    'example.com/hook',
    'http://10.0.0.1/hook',
    'http://[::1]/hook',
    'http://169.254.169.254/latest/meta-data',
    'http://0xa9fea9fe/',
    'http://user:pw@example.com/',
  ])('%s', async (url) => {
    const answer = await call('POST', '/v1/webhook-endpoints', { url });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'webhook_address_refused', errors: [{ field: 'url' }] },
    });
    await expectNothingStored();
  });

  it('a secret of the wrong form, without repeating it', async () => {
    const answer = await call('POST', '/v1/webhook-endpoints', { url: 'https://example.com', secret: 'hunter2' });
    expect(fieldsOf(answer).secret).toContain('whsec_');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    await expectNothingStored();
  });
});

it('answers with the correlation id that was sent, or one of its own', async () => {
  const headers = { authorization: `Bearer ${fleet.apiKey}` };
  const sent = await call('GET', '/nowhere', undefined, { ...headers, 'x-correlation-id': 'abc-1' });
  expect(sent.body.correlationId).toBe('abc-1');
  const forged = await call('GET', '/nowhere', undefined, { ...headers, 'x-correlation-id': 'a b\tc' });
  expect(forged.body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
});

/** Sends bytes as they are, and reads the answer until the server closes the connection. */
async function send(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(fleet.server.url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('what is not even a request for a route', () => {
  it('is 404 when an id is longer than any, and when a path cannot be decoded', async () => {
    const headers = { authorization: `Bearer ${fleet.apiKey}` };
    const long = await call('GET', `/v1/instances/${'a'.repeat(5_000)}`, undefined, headers);
    expect(long).toMatchObject({ status: 404, body: { code: 'instance_not_found' } });
    const undecodable = await call('GET', '/v1/instances/%zz', undefined, headers);
    expect(undecodable).toMatchObject({
      status: 404,
      type: 'application/problem+json; charset=utf-8',
      body: { code: 'route_not_found' },
    });
  });

  it.each([
    ['headers that have no end', `GET /healthz HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00', 400, 'malformed_request'],
  ])('is a problem document for %s', async (_what, bytes, status, code) => {
    const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });
});
