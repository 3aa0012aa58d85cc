import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Api } from '../../src/api/api.js';
import { ApiError } from '../../src/api/api-error.js';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let api: Api;
let asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
let signedOut: number;
let base: string;

beforeEach(async () => {
  asked = [];
  signedOut = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = new Api({
    // A page has an address to which paths are relative; Node has none.
    fetch: (input, init) => fetch(`${base}${input as string}`, init),
    csrfToken: () => 'token-1',
    onSignedOut: () => (signedOut += 1),
  });
});

afterEach(() => new Promise((done) => server.close(done)));

function answers(status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer = (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

it('repeats the values of a list in the query and leaves out what is undefined', async () => {
  answers(200, { data: [] });
  await api.get('/v1/instances', { query: { id: ['a b', 'c'], limit: 5, cursor: undefined } });
  expect(asked[0]?.url).toBe('/v1/instances?id=a+b&id=c&limit=5');
  expect(asked[0]?.headers['x-csrf-token']).toBeUndefined();
});

it('sends body, proof and idempotency key with what changes something', async () => {
  answers(201, { id: 'inst_1' });
  expect(await api.post('/v1/instances', { name: 'x' }, { idempotencyKey: 'once' })).toEqual({ id: 'inst_1' });
  expect(asked[0]).toMatchObject({
    method: 'POST',
    body: '{"name":"x"}',
    headers: { 'x-csrf-token': 'token-1', 'idempotency-key': 'once', 'content-type': 'application/json' },
  });
});

it('answers nothing for 204', async () => {
  answer = (_request, response) => response.writeHead(204).end();
  expect(await api.delete('/session')).toBeUndefined();
});

it('turns a problem document into an error with its fields', async () => {
  const errors = [{ field: 'plan[0].gpuName', message: 'Required.' }];
  answers(400, {
    title: 'Not valid',
    detail: 'One field is wrong.',
    code: 'validation_failed',
    correlationId: 'c1',
    errors,
  });
  const error = await api.post('/v1/instances', {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    ...{ status: 400, title: 'Not valid', message: 'One field is wrong.', code: 'validation_failed' },
    ...{ fields: errors, correlationId: 'c1', retryAfterMs: null },
  });
});

it('tells how long to wait', async () => {
  answers(429, { title: 'Too many', code: 'rate_limited' }, { 'retry-after': '7' });
  await expect(api.get('/v1/system')).rejects.toMatchObject({ status: 429, retryAfterMs: 7_000 });
});

it('copes with an error page of a proxy and with a success that is no JSON', async () => {
  answer = (_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  await expect(api.get('/v1/system')).rejects.toMatchObject({ status: 502, title: 'The server answered 502' });
  answer = (_request, response) => response.writeHead(200).end('<html>');
  await expect(api.get('/v1/system')).rejects.toMatchObject({ status: 200, code: 'unreadable' });
});

it('says that the session has ended on any 401 but that of signing in', async () => {
  answers(401, { title: 'Unauthorized', code: 'unauthenticated' });
  await expect(api.post('/session', { apiKey: 'x' })).rejects.toMatchObject({ status: 401 });
  expect(signedOut).toBe(0);
  await expect(api.get('/v1/system')).rejects.toMatchObject({ status: 401 });
  expect(signedOut).toBe(1);
});

it('tells a server that cannot be reached from a call that was given up', async () => {
  await new Promise((done) => server.close(done));
  await expect(api.get('/v1/system')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  const aborted = AbortSignal.abort();
  await expect(api.get('/v1/system', { signal: aborted })).rejects.toMatchObject({ name: 'AbortError' });
});
