import { describe, expect, it } from 'vitest';
import { act, call, create, detail, start, statusOf, UNTIL_RUNNING } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

const post = (simulator: Simulator, path: string, body: unknown = {}) =>
  call(simulator, 'POST', `/_simulator/${path}`, body, {});

interface LogBody {
  connectComponentLog: { systemLogAddress: string; instanceLogAddress: string; isRunning: boolean };
}

async function logsOf(simulator: Simulator, id: string): Promise<LogBody['connectComponentLog']> {
  return ((await detail(simulator, id)).json as unknown as LogBody).connectComponentLog;
}

const read = async (address: string): Promise<string> => (await fetch(address)).text();

describe('logs', () => {
  it('answer where the instance says, and grow with time', async () => {
    const simulator = await start();
    const id = await create(simulator, { command: 'train.py' });
    simulator.advance(20);
    const { systemLogAddress, instanceLogAddress } = await logsOf(simulator, id);
    const early = await read(systemLogAddress);
    expect(early.split('\n').slice(0, 3)).toEqual([
      '2026-01-01T00:00:00.000Z [toCreate] creation accepted',
      '2026-01-01T00:00:02.000Z [creating] creating the container',
      '2026-01-01T00:00:07.000Z [pulling] pulling the image',
    ]);
    expect(await read(instanceLogAddress)).toBe('');

    simulator.advance(100);
    const later = await read(systemLogAddress);
    expect(later.startsWith(early)).toBe(true);
    expect(later).toContain('[running] container started');
    const program = await read(instanceLogAddress);
    expect(program.split('\n')).toEqual([
      '2026-01-01T00:00:57.000Z starting  train.py',
      '2026-01-01T00:01:27.000Z step 1 done',
      '2026-01-01T00:01:57.000Z step 2 done',
      '',
    ]);
    simulator.advance(1e6);
    expect((await read(instanceLogAddress)).split('\n')).toHaveLength(2001);
  });

  it('are not read with another token, and leave no trace in the ledger', async () => {
    const simulator = await start();
    const id = await create(simulator);
    const { systemLogAddress } = await logsOf(simulator, id);
    const before = simulator.ledger().requestsTotal;
    expect((await fetch(systemLogAddress.replace(/[0-9a-f]{16}\/system/, `${'0'.repeat(16)}/system`))).status).toBe(
      404,
    );
    expect((await fetch(systemLogAddress)).status).toBe(200);
    expect(simulator.ledger().requestsTotal).toBe(before);
  });
});

describe('ways in', () => {
  it('have passwords drawn from the seed, and are ready when the program is', async () => {
    const shown = async (seed: number): Promise<string> => {
      const simulator = await start({ seed });
      const id = await create(simulator, { ports: '22/tcp', tools: [{ name: 'Jupyter', port: '8888' }] });
      simulator.advance(UNTIL_RUNNING + 10);
      const body = (await detail(simulator, id)).json as unknown as Record<string, Record<string, unknown>>;
      expect(body.connectComponentWebTerminal).toMatchObject({ username: 'root', isRunning: true });
      expect(body.connectComponentWebTerminal?.address).toMatch(/^wss:\/\//);
      const jupyter = body.connectComponentJupyter?.address as string;
      expect((await fetch(jupyter)).status).toBe(200);
      const token = new URL(jupyter).searchParams.get('token');
      return [body.connectComponentWebTerminal?.password, body.connectComponentSSH?.password, token].join(' ');
    };
    const first = await shown(1);
    expect(await shown(1)).toBe(first);
    expect(await shown(2)).not.toBe(first);
    expect(first).toMatch(/^\S{16} \S{20} [0-9a-f]{32}$/);
  });
});

describe('admin routes of instances, jobs and money', () => {
  it('set stock', async () => {
    const simulator = await start();
    const stock = { productId: 'h200-sxm.26c240g', clusterId: 'us-ca-6', gpus: 0 };
    expect((await post(simulator, 'stock', stock)).text).toBe('{}');
    await expect(create(simulator, { productId: stock.productId })).rejects.toThrow('INSUFFICIENT_RESOURCE');
    expect((await post(simulator, 'stock', { ...stock, gpus: 1 })).status).toBe(200);
    await create(simulator, { productId: stock.productId });
  });

  it('reclaim, load, break nodes and pay in', async () => {
    const simulator = await start({ balance: 5 });
    const id = await create(simulator, { billingMode: 'spot' });
    simulator.advance(8);
    expect((await post(simulator, `instances/${id}/reclaim`, { noticeSeconds: 5 })).text).toBe('{}');
    expect((await post(simulator, `instances/${id}/load`, { load: 'idle' })).text).toBe('{}');
    expect((await post(simulator, 'balance/top-up', { amount: 100_000 })).text).toBe('{"balance":100005}');
    simulator.advance(UNTIL_RUNNING + 20);
    expect(await statusOf(simulator, id)).toBe('exited');
    expect((await post(simulator, `instances/${id}/node-trouble`)).text).toBe('{"jobId":null}');
    expect((await act(simulator, 'start', id)).json.reason).toBe('INSUFFICIENT_RESOURCE');
    expect((await post(simulator, `instances/${id}/node-full`, { full: false })).text).toBe('{}');
    expect((await act(simulator, 'start', id)).status).toBe(200);
  });

  it.each([
    ['stock', { productId: 'none', clusterId: 'us-ca-6', gpus: 1 }, 'productId'],
    ['stock', { productId: 'cpu.4c8g', clusterId: 'as-in-1', gpus: 1 }, 'clusterId'],
    ['stock', { productId: 'cpu.4c8g', clusterId: 'us-ca-6', gpus: -1 }, 'gpus'],
    ['balance/top-up', { amount: 0 }, 'amount'],
    ['balance/top-up', { amount: 1, currency: 'EUR' }, 'currency'],
    ['instances/x/load', { load: 'mad' }, 'load'],
    ['instances/x/node-full', {}, 'full'],
    ['instances/x/reclaim', { seconds: 1 }, 'seconds'],
    ['jobs/x/fail', {}, 'error'],
  ])('refuse %s %j, naming the field', async (path, body, field) => {
    const reply = await post(await start(), path, body);
    expect([reply.status, reply.json.message.startsWith(`${field}: `)]).toEqual([400, true]);
  });

  it.each(['instances/x/reclaim', 'instances/x/node-trouble'])('tell a missing instance: %s', async (path) => {
    expect((await post(await start(), path)).status).toBe(404);
  });
});

describe('images', () => {
  it('are pulled by their size, in their own time, or not at all', async () => {
    const simulator = await start({
      images: {
        large: { sizeGb: 50, mbPerSecond: 512 },
        quick: { pullSeconds: 3 },
        missing: { pullSeconds: 4, failure: 'manifest unknown' },
      },
    });
    const ids = await Promise.all(
      ['large', 'quick', 'missing', 'other'].map((imageUrl) => create(simulator, { imageUrl })),
    );
    const states = () => Promise.all(ids.map((id) => statusOf(simulator, id)));
    simulator.advance(7 + 3);
    expect(await states()).toEqual(['pulling', 'running', 'pulling', 'pulling']);
    simulator.advance(1);
    expect(await states()).toEqual(['pulling', 'running', 'exited', 'pulling']);
    expect((await detail(simulator, ids[2]!)).json.statusError).toEqual({
      state: 'pulling',
      message: 'manifest unknown',
    });
    simulator.advance(50);
    expect(await states()).toEqual(['pulling', 'running', 'exited', 'running']);
    // 100 s, give or take a tenth.
    simulator.advance(28.9);
    expect((await states())[0]).toBe('pulling');
    simulator.advance(20.2);
    expect((await states())[0]).toBe('running');
  });

  it('are refused as options when they make no sense', async () => {
    await expect(start({ images: { a: { sizeGb: -1 } } })).rejects.toThrow('images.a.sizeGb');
    await expect(start({ images: { a: { size: 1 } as object } })).rejects.toThrow('images.a.size');
  });
});
