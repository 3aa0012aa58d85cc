import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { FaultSpec, Simulator } from '../../src/index.js';
import { FAULT_KINDS } from '../../src/faults/fault-kinds.js';
import {
  CREATE_BODY,
  UNTIL_RUNNING,
  V1,
  act,
  call,
  create,
  detail,
  start,
  statusOf,
  type Reply,
} from '../cloud-caller.js';

const CREATE_ROUTE = `POST ${V1}/gpu/instance/create`;
const CLUSTERS = `${V1}/clusters`;

function tryCreate(simulator: Simulator): Promise<Reply> {
  return call(simulator, 'POST', `${V1}/gpu/instance/create`, CREATE_BODY);
}

function rawFetch(simulator: Simulator, path = CLUSTERS): Promise<Response> {
  return fetch(simulator.baseUrl + path, { headers: { authorization: 'Bearer sk_x' } });
}

async function listNames(simulator: Simulator, query = ''): Promise<string[]> {
  const { json } = await call(simulator, 'GET', `${V1}/gpu/instances?pageSize=100&pageNum=1${query}`);
  return json.instances.map(({ name }) => name);
}

describe('bodies that cannot be read', () => {
  it('truncated: the create works, its id is lost', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'bad_body', form: 'truncated', route: CREATE_ROUTE, count: 1 });
    await expect(tryCreate(simulator)).rejects.toThrow();
    expect(simulator.summary().instancesCreated).toBe(1);
    expect(simulator.ledger().requests).toMatchObject([{ status: 200, faults: ['fault-1'] }]);
  });

  it('truncated: also what had no body', async () => {
    const simulator = await start({ actionBody: 'empty' });
    const id = await create(simulator);
    simulator.faults.add({ kind: 'bad_body', form: 'truncated' });
    await expect(act(simulator, 'delete', id)).rejects.toThrow();
    simulator.faults.clear();
    expect(await statusOf(simulator, id)).toBe('toRemove');
  });

  it('not_json: claims to be JSON', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'bad_body', form: 'not_json' });
    const response = await rawFetch(simulator);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('gzip_garbage: claims to be gzip', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'bad_body', form: 'gzip_garbage' });
    const response = await rawFetch(simulator);
    expect(response.headers.get('content-encoding')).toBe('gzip');
    await expect(response.text()).rejects.toThrow();
  });

  it('empty and html: the true status with no body, and with a page', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'bad_body', form: 'empty', count: 1 });
    simulator.faults.add({ kind: 'bad_body', form: 'html', count: 1 });
    const empty = await rawFetch(simulator);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    const page = await rawFetch(simulator);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<html>');
  });

  it('slow_body: the head at once, then the body in pieces', async () => {
    const simulator = await start();
    const whole = await (await rawFetch(simulator)).text();
    simulator.faults.add({ kind: 'slow_body', bytes: 100, everyMs: 5 });
    const pieces = await new Promise<{ head: string; count: number; body: string }>((resolve, reject) => {
      const chunks: string[] = [];
      const socket = connect(simulator.port, '127.0.0.1', () =>
        socket.write(`GET ${CLUSTERS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk_x\r\nconnection: close\r\n\r\n`),
      );
      socket.on('data', (data) => chunks.push(data.toString()));
      socket.on('end', () => {
        const [head = '', ...rest] = chunks.join('').split('\r\n\r\n');
        resolve({ head, count: chunks.length, body: rest.join('') });
      });
      socket.on('error', reject);
    });
    expect(pieces.head).toMatch(/^HTTP\/1\.1 200/);
    expect(pieces.count).toBeGreaterThan(3);
    expect(pieces.body).toBe(whole);
  });

  it('slow_body ends with the simulator', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'slow_body', everyMs: 60_000 });
    const response = await rawFetch(simulator);
    const body = response.text();
    const lost = expect(body).rejects.toThrow();
    await simulator.close();
    await lost;
  });
});

describe('refusals', () => {
  it('ignored: an action is accepted, and nothing comes of it', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(1_000);
    simulator.faults.add({ kind: 'ignored', count: 1 });
    expect((await act(simulator, 'stop', id)).status).toBe(200);
    simulator.advance(1_000);
    expect(await statusOf(simulator, id)).toBe('running');
    await act(simulator, 'stop', id);
    simulator.advance(1_000);
    expect(await statusOf(simulator, id)).toBe('exited');
  });

  it('edge_block: 403 with a text, before the key is looked at', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'edge_block' });
    const reply = await call(simulator, 'GET', CLUSTERS, undefined, {});
    expect([reply.status, reply.text]).toEqual([403, 'error code: 1010']);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('insufficient_resource: on create, start and migrate, nowhere else', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.faults.add({ kind: 'insufficient_resource' });
    expect((await call(simulator, 'GET', CLUSTERS)).status).toBe(200);
    const reply = await tryCreate(simulator);
    expect([reply.status, reply.json.reason]).toEqual([400, 'INSUFFICIENT_RESOURCE']);
    expect((await act(simulator, 'start', id)).json.reason).toBe('INSUFFICIENT_RESOURCE');
    expect((await act(simulator, 'migrate', id)).json.reason).toBe('MIGRATE_INSUFFICIENT_RESOURCE');
    expect((await act(simulator, 'delete', id)).status).toBe(200);
    expect(simulator.summary().instancesCreated).toBe(1);
    expect(() => simulator.faults.add({ kind: 'insufficient_resource', route: `GET ${CLUSTERS}` })).toThrow(/^route: /);
  });

  it('balance_not_enough: on what costs, nowhere else', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.faults.add({ kind: 'balance_not_enough' });
    const reply = await tryCreate(simulator);
    expect([reply.status, reply.json.reason]).toEqual([400, 'BALANCE_NOT_ENOUGH']);
    expect(simulator.summary().instancesCreated).toBe(1);
    expect((await act(simulator, 'stop', id)).json.reason).not.toBe('BALANCE_NOT_ENOUGH');
  });

  it('answers 429 with and without Retry-After', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'status', status: 429, retryAfter: '3', count: 1 });
    simulator.faults.add({ kind: 'status', status: 429, count: 1 });
    expect((await call(simulator, 'GET', CLUSTERS)).headers.get('retry-after')).toBe('3');
    const bare = await call(simulator, 'GET', CLUSTERS);
    expect([bare.status, bare.headers.get('retry-after')]).toEqual([429, null]);
  });
});

describe('a cloud that tells old or wrong things', () => {
  it('stale_list: neither the new instance nor the new state, in list and total; the detail is right', async () => {
    const simulator = await start();
    const old = await create(simulator, { name: 'old' });
    simulator.advance(UNTIL_RUNNING);
    const young = await create(simulator, { name: 'young' });
    await act(simulator, 'stop', old);
    simulator.advance(10);
    simulator.faults.add({ kind: 'stale_list', seconds: 11 });
    const { json } = await call(simulator, 'GET', `${V1}/gpu/instances?pageSize=10&pageNum=1`);
    expect(json).toMatchObject({ total: 1, instances: [{ name: 'old', status: 'pulling' }] });
    simulator.advance(1);
    expect(await listNames(simulator)).toEqual(['old', 'young']);
    expect(await listNames(simulator, '&status=toStop')).toEqual(['old']);
    expect(await statusOf(simulator, old)).toBe('exited');
    expect((await detail(simulator, young)).status).toBe(200);
  });

  it('stale_list: still shows what has gone', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(5);
    simulator.instances.vanish(id);
    expect(await listNames(simulator)).toEqual([]);
    simulator.advance(1);
    simulator.faults.add({ kind: 'stale_list', seconds: 2 });
    expect(await listNames(simulator)).toEqual(['trainer']);
    expect((await detail(simulator, id)).status).toBe(400);
  });

  it('vanish: the named instance is gone before the effect', async () => {
    const simulator = await start();
    const [first, second] = [await create(simulator), await create(simulator)];
    simulator.faults.add({ kind: 'vanish', route: `GET ${V1}/gpu/instance`, count: 1 });
    expect((await detail(simulator, first)).status).toBe(400);
    simulator.faults.add({ kind: 'vanish', route: `POST ${V1}/gpu/instance/stop`, count: 1 });
    expect((await act(simulator, 'stop', second)).json.reason).toBe('RESOURCE_NOT_FOUND');
    expect(simulator.ledger().instances.map(({ state }) => state)).toEqual(['vanished', 'vanished']);
  });

  it('vanish: what a create has made is gone once it has answered', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'vanish', route: CREATE_ROUTE, count: 1 });
    const { status, json } = await tryCreate(simulator);
    expect(status).toBe(200);
    expect((await detail(simulator, json.id)).status).toBe(400);
    expect(simulator.summary()).toMatchObject({ instancesCreated: 1, stillBilling: 0 });
  });

  it('vanish: nothing happens without an instance', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'vanish' });
    expect((await detail(simulator, 'nobody')).status).toBe(400);
    expect((await call(simulator, 'POST', `${V1}/gpu/instance/stop`, 'not json')).status).toBe(400);
    expect((await call(simulator, 'POST', `${V1}/gpu/instance/create`, '{}')).status).toBe(400);
  });

  it.each([
    [1, 1, 'b'],
    [0, 1, 'a'],
    [0, 0, 'a'],
  ] as const)('wrong_page_base: with first page %d, page %d is that of %s', async (firstPage, pageNum, name) => {
    const simulator = await start({ firstPage });
    await create(simulator, { name: 'a' });
    await create(simulator, { name: 'b' });
    simulator.faults.add({ kind: 'wrong_page_base' });
    const { json } = await call(simulator, 'GET', `${V1}/gpu/instances?pageSize=1&pageNum=${pageNum}`);
    expect(json.instances).toMatchObject([{ name }]);
  });
});

describe('chaos', () => {
  const draw = async (seed: number): Promise<string[]> => {
    const simulator = await start({ seed, chaos: 0.5 });
    const seen: string[] = [];
    for (let index = 0; index < 60; index++) {
      seen.push(
        await rawFetch(simulator).then(
          async (response) =>
            `${response.status} ${await response.text().then(
              (text) => text.length,
              () => 'cut',
            )}`,
          () => 'reset',
        ),
      );
    }
    return seen;
  };

  it('has many forms, and the same ones for the same seed', async () => {
    const seen = await draw(7);
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(await draw(7)).toEqual(seen);
    expect(await draw(8)).not.toEqual(seen);
  });

  it('is a fault that can be removed', async () => {
    const simulator = await start({ chaos: 1, latency: [1, 2] });
    expect(simulator.faults.list().map(({ spec }) => spec.kind)).toEqual(['chaos', 'latency']);
    simulator.faults.clear();
    expect((await call(simulator, 'GET', CLUSTERS)).status).toBe(200);
  });
});

describe('time and bursts', () => {
  it('strikes from a virtual second until another one', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'status', status: 503, from: 10, until: 20 });
    const seen: number[] = [];
    for (const step of [0, 9.999, 0.001, 9.999, 0.001]) {
      simulator.advance(step);
      seen.push((await call(simulator, 'GET', CLUSTERS)).status);
    }
    expect(seen).toEqual([200, 200, 503, 503, 200]);
  });

  it('strikes in bursts', async () => {
    const simulator = await start({ seed: 3 });
    simulator.faults.add({ kind: 'status', status: 503, probability: 0.1, burst: 4 });
    let pattern = '';
    for (let index = 0; index < 80; index++) {
      pattern += (await call(simulator, 'GET', CLUSTERS)).status === 503 ? 'x' : '.';
    }
    const runs = pattern.split(/\.+/).filter((run) => run !== '');
    expect(runs.length).toBeGreaterThan(1);
    // The last burst may be cut by the end; two may follow each other.
    for (const run of runs.slice(0, -1)) expect(run.length % 4).toBe(0);
  });

  it('strikes the routes that a pattern matches', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'status', status: 503, route: 'POST *' });
    expect((await call(simulator, 'GET', CLUSTERS)).status).toBe(200);
    expect((await tryCreate(simulator)).status).toBe(503);
  });
});

describe('limit of requests', () => {
  it('refuses more than so many in a virtual minute, for each key, and says when to come back', async () => {
    const simulator = await start({ rateLimit: 2 });
    const ask = (key = 'sk_a'): Promise<Reply> =>
      call(simulator, 'GET', CLUSTERS, undefined, { authorization: `Bearer ${key}` });
    expect((await ask()).status).toBe(200);
    simulator.advance(20);
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.json.reason]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect((await ask('sk_b')).status).toBe(200);
    simulator.advance(40);
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });

  it('may stay silent about when', async () => {
    const simulator = await start({ rateLimit: 1, retryAfter: false });
    await call(simulator, 'GET', CLUSTERS);
    const refused = await call(simulator, 'GET', CLUSTERS);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
  });
});

describe('what is refused', () => {
  it.each([
    [{ kind: 'fire' }, 'kind'],
    [{ kind: 'bad_body' }, 'form'],
    [{ kind: 'bad_body', form: 'xml' }, 'form'],
    [{ kind: 'slow_body', bytes: 0 }, 'bytes'],
    [{ kind: 'stale_list' }, 'seconds'],
    [{ kind: 'stale_list', seconds: 1, route: `GET ${CLUSTERS}` }, 'route'],
    [{ kind: 'vanish', route: `GET ${CLUSTERS}` }, 'route'],
    [{ kind: 'latency', ms: [5, 1] }, 'ms'],
    [{ kind: 'chaos', colour: 1 }, 'colour'],
    [{ kind: 'chaos', from: 5, until: 5 }, 'until'],
    [{ kind: 'chaos', burst: 0 }, 'burst'],
  ])('%j', async (spec, field) => {
    const simulator = await start();
    expect(() => simulator.faults.add(spec as unknown as FaultSpec)).toThrow(new RegExp(`^${field}: `));
  });

  it('is named by its place in the option', async () => {
    await expect(start({ faults: [{ kind: 'chaos' }, { kind: 'latency', ms: -1 }] })).rejects.toThrow(
      /^faults\[1\]\.ms: /,
    );
  });
});

it('all kinds are told apart', () => {
  const kinds = FAULT_KINDS.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
});
