import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Scenario, SimulatorOptions } from '../../src/index.js';
import { CREATE_BODY, UNTIL_RUNNING, V1, act, call, create, detail, start, statusOf } from '../cloud-caller.js';

const scenariosDir = new URL('../../scenarios/', import.meta.url);

function writeScenario(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'scenario-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'scenario.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a scenario file', () => {
  it('sets options, faults and happenings', async () => {
    const scenario = writeScenario(`
name: all of it
options:
  firstPage: 0
  durations: { pulling: 3 }
faults:
  - kind: status
    status: 503
    route: GET *
    count: 1
happenings:
  - { at: 5, do: vanish, instances: 'a*' }
`);
    const simulator = await start({ scenario });
    expect((await call(simulator, 'GET', `${V1}/clusters`)).status).toBe(503);
    const id = await create(simulator, { name: 'a1' });
    simulator.advance(5);
    expect((await detail(simulator, id)).status).toBe(400);
    const { json } = await call(simulator, 'GET', `${V1}/gpu/instances?pageNum=0&pageSize=10`);
    expect(json).toMatchObject({ pageNum: 0, total: 0 });
  });

  it('gives way to options that are given beside it', async () => {
    const scenario = { options: { clock: 'real', notFoundStatus: 404, seed: 3 } } as const;
    const simulator = await start({
      scenario,
      clock: 'stepped',
      notFoundStatus: undefined,
    } as unknown as SimulatorOptions);
    expect(simulator.clock().mode).toBe('stepped');
    expect((await detail(simulator, 'nobody')).status).toBe(404);
  });

  it('may be JSON, and may be empty of everything', async () => {
    const simulator = await start({ scenario: writeScenario('{"options": {"notFoundStatus": 404}}') });
    expect((await detail(simulator, 'nobody')).status).toBe(404);
    await start({ scenario: {} });
  });

  it.each<[string, string, string]>([
    ['no file', '', 'ENOENT'],
    ['no YAML', 'options: [', 'line 1'],
    ['a key twice', 'name: a\nname: b', 'unique'],
  ])('is refused: %s', async (_name, text, problem) => {
    const scenario = text === '' ? '/nowhere/scenario.yaml' : writeScenario(text);
    await expect(start({ scenario })).rejects.toThrow(/^scenario: the file .* cannot be read/);
    await expect(start({ scenario })).rejects.toThrow(problem);
  });
});

describe('happenings', () => {
  it('come at their time, to the instances whose names fit, the oldest first', async () => {
    const simulator = await start({
      scenario: {
        happenings: [
          { at: UNTIL_RUNNING + 1, do: 'stop', instances: 'a*', count: 1 },
          { at: 200, do: 'fail', instances: '*2', state: 'nodeError', message: 'gone' },
        ],
      },
    });
    const ids = [];
    for (const name of ['b1', 'a1', 'a2']) ids.push(await create(simulator, { name }));
    simulator.advance(UNTIL_RUNNING);
    expect(simulator.happenings().map(({ state }) => state)).toEqual(['planned', 'planned']);
    simulator.advance(1);
    expect(await Promise.all(ids.map((id) => statusOf(simulator, id)))).toEqual(['running', 'toStop', 'running']);
    simulator.advance(200);
    expect((await detail(simulator, ids[2] ?? '')).json).toMatchObject({
      status: 'exited',
      statusError: { state: 'nodeError', message: 'gone' },
    });
    expect(simulator.happenings()).toMatchObject([
      { state: 'done', struck: [ids[1]], problems: [] },
      { state: 'done', struck: [ids[2]], problems: [] },
    ]);
  });

  it('tell what they could not do, by the admin API as well', async () => {
    const simulator = await start({
      scenario: {
        happenings: [
          { at: 1, do: 'stop', instances: 'nobody' },
          { at: 2, do: 'stop' },
          { at: 3, do: 'stock', productId: 'none', clusterId: 'us-ca-6', gpus: 1 },
        ],
      },
    });
    await create(simulator);
    simulator.advance(3);
    const { json } = await call(simulator, 'GET', '/_simulator/happenings');
    expect(json).toMatchObject({
      happenings: [
        { struck: [], problems: ['no instance has such a name'] },
        { struck: [], problems: ['invalid state change'] },
        { struck: [], problems: ['productId: there is no such product'] },
      ],
    });
  });

  it('take spot instances back, delete, load, and break nodes', async () => {
    const simulator = await start({
      scenario: {
        happenings: [
          { at: 100, do: 'reclaim', instances: 'spot', noticeSeconds: 10 },
          { at: 100, do: 'delete', instances: 'doomed' },
          { at: 100, do: 'load', load: 'idle', instances: 'lazy' },
          { at: 100, do: 'node_trouble', instances: 'unlucky' },
          { at: 100, do: 'node_full', instances: 'lazy' },
        ],
      },
    });
    const spot = await create(simulator, { name: 'spot', billingMode: 'spot' });
    const doomed = await create(simulator, { name: 'doomed' });
    const lazy = await create(simulator, { name: 'lazy' });
    const unlucky = await create(simulator, { name: 'unlucky' });
    simulator.advance(100);
    expect((await detail(simulator, spot)).json).toMatchObject({ spotStatus: 'notified' });
    expect(await statusOf(simulator, doomed)).toBe('toRemove');
    expect((await detail(simulator, unlucky)).json.statusError.state).toBe('nodeError');
    simulator.advance(10);
    expect(await statusOf(simulator, spot)).toBe('toStop');
    await act(simulator, 'stop', lazy);
    simulator.advance(50);
    expect((await act(simulator, 'start', lazy)).json.reason).toBe('INSUFFICIENT_RESOURCE');
    expect(simulator.happenings().flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('change the balance and the stock', async () => {
    const simulator = await start({
      scenario: {
        options: { balance: 5 },
        happenings: [
          { at: 1, do: 'top_up', amount: 20 },
          { at: 2, do: 'stock', productId: CREATE_BODY.productId, clusterId: 'us-ca-6', gpus: 0 },
        ],
      },
    });
    simulator.advance(2);
    const { json } = await call(simulator, 'GET', '/openapi/v1/billing/balance/detail');
    expect(json).toMatchObject({ availableBalance: '25' });
    const body = { ...CREATE_BODY, clusterId: 'us-ca-6' };
    const reply = await call(simulator, 'POST', `${V1}/gpu/instance/create`, body);
    expect(reply.json.reason).toBe('INSUFFICIENT_RESOURCE');
  });

  it('come again with the same seed', async () => {
    const run = async (): Promise<unknown> => {
      const simulator = await start({ scenario: { happenings: [{ at: 70, do: 'vanish', count: 1 }] }, seed: 9 });
      await create(simulator);
      await create(simulator);
      simulator.advance(100);
      return [simulator.ledger(), simulator.happenings()];
    };
    expect(await run()).toEqual(await run());
  });
});

describe('the scenarios that come along', () => {
  it.each(readdirSync(scenariosDir))('%s runs', async (file) => {
    const { name } = parse(readFileSync(new URL(file, scenariosDir), 'utf8')) as Scenario;
    expect(name).toBeTruthy();
    const path = decodeURIComponent(new URL(file, scenariosDir).pathname);
    const simulator = await start({ scenario: path, wait: async () => undefined });
    for (const suffix of [1, 2, 3, 4]) {
      const body = { ...CREATE_BODY, name: `spot-${suffix}`, billingMode: 'spot' };
      await call(simulator, 'POST', `${V1}/gpu/instance/create`, body).catch(() => undefined);
    }
    simulator.advance(2000);
    const happenings = simulator.happenings();
    expect(happenings.length).toBeGreaterThan(2);
    for (const { state, struck, problems } of happenings) {
      expect(state).toBe('done');
      // One that was taken back before cannot be taken back again, which is told.
      if (struck.length === 0) expect(problems).toEqual([]);
    }
  });
});
