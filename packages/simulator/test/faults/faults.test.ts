import { describe, expect, it } from 'vitest';
import type { FaultSpec, Simulator } from '../../src/index.js';
import { CREATE_BODY, V1, call, create, start, type Reply } from '../cloud-caller.js';

const CREATE_ROUTE = `POST ${V1}/gpu/instance/create`;

function tryCreate(simulator: Simulator): Promise<Reply> {
  return call(simulator, 'POST', `${V1}/gpu/instance/create`, CREATE_BODY);
}

/** The error code of a call that got no answer. */
async function failureOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    return ((error as Error).cause as { code: string }).code;
  }
  return 'none';
}

describe('faults, seen over a socket', () => {
  it('reset_before: no answer, no effect', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'reset_before', route: CREATE_ROUTE, count: 1 });
    expect(await failureOf(tryCreate(simulator))).toBe('ECONNRESET');
    expect(simulator.summary().instancesCreated).toBe(0);
    expect(simulator.ledger().requests).toMatchObject([{ outcome: 'reset', status: null, faults: ['fault-1'] }]);
    expect((await tryCreate(simulator)).status).toBe(200);
  });

  it('reset_after: no answer, but the effect', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'reset_after', route: CREATE_ROUTE, count: 1 });
    expect(await failureOf(tryCreate(simulator))).toBe('ECONNRESET');
    expect(simulator.summary().instancesCreated).toBe(1);
    const { json } = await call(simulator, 'GET', `${V1}/gpu/instances?name=trainer`);
    expect(json.total).toBe(1);
  });

  it('status: an error in the form asked for, and no effect', async () => {
    const simulator = await start();
    const answerTo = async (fault: Omit<FaultSpec & { kind: 'status' }, 'kind'>): Promise<Reply> => {
      simulator.faults.add({ count: 1, ...fault, kind: 'status' });
      return tryCreate(simulator);
    };
    const limited = await answerTo({ status: 429, retryAfter: '7' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(limited.json).toMatchObject({ code: 429, reason: 'RATE_LIMIT_EXCEEDED' });

    const bare = await answerTo({ status: 429 });
    expect(bare.headers.has('retry-after')).toBe(false);

    const poor = await answerTo({ status: 400, reason: 'BALANCE_NOT_ENOUGH' });
    expect(poor.json).toMatchObject({ code: 400, reason: 'BALANCE_NOT_ENOUGH' });

    const page = await answerTo({ status: 502, body: 'html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<html>');

    const text = await answerTo({ status: 403, body: 'text' });
    expect([text.status, text.headers.get('content-type')]).toEqual([403, 'text/plain; charset=utf-8']);

    expect(simulator.summary().instancesCreated).toBe(0);
  });

  it('status truncated: the body ends before its announced length', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'status', status: 503, body: 'truncated', count: 1 });
    const response = await fetch(`${simulator.baseUrl}${V1}/clusters`, { headers: { authorization: 'Bearer sk_x' } });
    expect(response.status).toBe(503);
    const announced = Number(response.headers.get('content-length'));
    let received = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of response.body!) received += (chunk as Uint8Array).length;
    };
    await expect(read()).rejects.toThrow();
    expect(received).toBe(Math.floor(announced / 2));
  });

  it('status is met before a missing key is', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'status', status: 503 });
    expect((await call(simulator, 'GET', `${V1}/clusters`, undefined, {})).status).toBe(503);
    expect((await call(simulator, 'GET', '/_simulator/clock')).status).toBe(200);
  });

  it('lost_answer_status: the effect, hidden by an error', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'lost_answer_status', status: 504, body: 'html', count: 1 });
    expect((await tryCreate(simulator)).status).toBe(504);
    expect(simulator.summary().instancesCreated).toBe(1);
    expect(simulator.ledger().requests[0]).toMatchObject({ status: 504, faults: ['fault-1'] });
  });

  it('latency: the effect at once, the answer later', async () => {
    const waits: { ms: number; end: () => void }[] = [];
    const simulator = await start({ wait: (ms) => new Promise((end) => waits.push({ ms, end })) });
    simulator.faults.add({ kind: 'latency', ms: 250, count: 1 });
    simulator.faults.add({ kind: 'latency', ms: 50, count: 1 });
    const reply = tryCreate(simulator);
    // The list shows the instance while its creation is not answered yet.
    await expect.poll(() => waits.length).toBe(1);
    expect(waits[0]?.ms).toBe(300);
    expect((await call(simulator, 'GET', `${V1}/gpu/instances`)).json.total).toBe(1);
    waits[0]?.end();
    expect((await reply).status).toBe(200);
  });

  it('latency ends when the simulator closes', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'latency', ms: 3_600_000 });
    const reply = failureOf(tryCreate(simulator));
    await expect.poll(() => simulator.summary().instancesCreated).toBe(1);
    await simulator.close();
    expect(await reply).not.toBe('none');
  });
});

describe('scope of faults', () => {
  it('strikes only its route, and only so often', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'status', status: 500, route: CREATE_ROUTE, count: 2 });
    expect((await call(simulator, 'GET', `${V1}/clusters`)).status).toBe(200);
    expect((await tryCreate(simulator)).status).toBe(500);
    expect((await tryCreate(simulator)).status).toBe(500);
    expect((await tryCreate(simulator)).status).toBe(200);
  });

  it('lets two faults of the same route strike one after the other, and a delay beside them', async () => {
    const waits: number[] = [];
    const simulator = await start({ wait: async (ms) => void waits.push(ms) });
    simulator.faults.add({ kind: 'status', status: 500, count: 1 });
    simulator.faults.add({ kind: 'status', status: 502, count: 1 });
    simulator.faults.add({ kind: 'latency', ms: 5 });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++) statuses.push((await call(simulator, 'GET', `${V1}/clusters`)).status);
    expect(statuses).toEqual([500, 502, 200]);
    expect(waits).toEqual([5, 5, 5]);
  });

  it('strikes by chance, repeatably', async () => {
    const draw = async (seed: number): Promise<string> => {
      const simulator = await start({ seed });
      simulator.faults.add({ kind: 'status', status: 500, probability: 0.5 });
      let pattern = '';
      for (let index = 0; index < 40; index++) {
        pattern += (await call(simulator, 'GET', `${V1}/clusters`)).status === 500 ? 'x' : '.';
      }
      return pattern;
    };
    const pattern = await draw(7);
    expect(pattern).toMatch(/x/);
    expect(pattern).toMatch(/\./);
    expect(await draw(7)).toBe(pattern);
    expect(await draw(8)).not.toBe(pattern);
  });

  it('does not change what the seed gives elsewhere', async () => {
    const plain = await start({ seed: 5 });
    const faulty = await start({ seed: 5 });
    faulty.faults.add({ kind: 'latency', ms: 0, probability: 0.5 });
    expect(await create(faulty)).toBe(await create(plain));
    expect(await create(faulty)).toBe(await create(plain));
  });

  it('is told, removed and cleared by the admin API', async () => {
    const simulator = await start();
    const spec = { kind: 'status', status: 500, count: 3 };
    const { json } = await call(simulator, 'POST', '/_simulator/faults', spec);
    expect(json).toEqual({ id: 'fault-1' });
    simulator.faults.add({ kind: 'latency', ms: 0 });
    await call(simulator, 'GET', `${V1}/clusters`);
    expect((await call(simulator, 'GET', '/_simulator/faults')).json).toEqual({
      faults: [
        { id: 'fault-1', spec, struck: 1, left: 2 },
        { id: 'fault-2', spec: { kind: 'latency', ms: 0 }, struck: 1, left: null },
      ],
    });
    await call(simulator, 'DELETE', '/_simulator/faults/fault-1');
    expect((await call(simulator, 'GET', `${V1}/clusters`)).status).toBe(200);
    await call(simulator, 'DELETE', '/_simulator/faults');
    expect(simulator.faults.list()).toEqual([]);
  });
});
