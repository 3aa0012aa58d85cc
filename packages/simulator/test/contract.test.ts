import { beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../src/index.js';
import { call, type Reply } from './cloud-caller.js';
import { BodyCheck } from './contract/body-check.js';
import type { Case } from './contract/cases.js';
import { readDescription, type Operation } from './contract/description.js';
import { FORMS, withStage } from './contract/forms.js';
import type { Call, Stage } from './contract/stage.js';
import { V1_ACCOUNT_CASES } from './contract/v1-account-cases.js';
import { V1_INSTANCE_CASES } from './contract/v1-instance-cases.js';
import { V2_CASES } from './contract/v2-cases.js';

const description = readDescription();
const check = new BodyCheck(description);
const cases: Readonly<Record<string, Case | undefined>> = { ...V1_INSTANCE_CASES, ...V1_ACCOUNT_CASES, ...V2_CASES };

/** Errors that any operation can meet, made by a fault. */
const BY_FAULT: readonly number[] = [403, 429, 500];

function send(
  { simulator }: Stage,
  { method, path }: Operation,
  { params = {}, query = {}, body }: Call,
  key = 'sk_x',
) {
  const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(params[name] ?? 'none'));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const url = search === '' ? filled : `${filled}?${search}`;
  return call(simulator, method, url, body, { authorization: `Bearer ${key}` });
}

/** The route as the simulator names it. */
function routeOf({ method, path }: Operation): string {
  return `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

function isServed(simulator: Simulator, operation: Operation): boolean {
  try {
    simulator.faults.remove(simulator.faults.add({ kind: 'latency', ms: 0, route: routeOf(operation) }));
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with an answer, in words that tell what came. */
function problemsOf(operation: Operation, status: number, reply: Reply): string[] {
  if (reply.status !== status) return [`${status} was expected, ${reply.status} came: ${reply.text}`];
  if (reply.text === '') return status === 200 ? [] : ['the error has no body'];
  const body = JSON.parse(reply.text) as unknown;
  const problems = check.problems(operation.schemaOf(status), body);
  return problems.map((problem) => `${status} ${problem} in ${reply.text.slice(0, 300)}`);
}

describe('the description', () => {
  it('has 98 operations, and each has a case here', () => {
    const ids = description.operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(98);
    expect(ids.filter((id) => cases[id] === undefined)).toEqual([]);
    expect(Object.keys(cases).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('is served in full', async () => {
    await withStage({}, async ({ simulator }) => {
      const missing = description.operations.filter((operation) => !isServed(simulator, operation));
      expect(missing.map((operation) => `${operation.operationId}: ${routeOf(operation)}`)).toEqual([]);
    });
  });
});

describe.each(description.operations.map((operation) => [operation.operationId, operation] as const))(
  '%s',
  (id, operation) => {
    const found = cases[id];
    if (found === undefined) return;
    const { calls, bad, missing } = found;

    it.each(FORMS)('succeeds as described%s', async (_name, options) => {
      await withStage(options, async (stage) => {
        const problems: string[] = [];
        const staged = await calls(stage);
        expect(staged.length).toBeGreaterThan(0);
        for (const one of staged) problems.push(...problemsOf(operation, 200, await send(stage, operation, one)));
        expect(problems).toEqual([]);
      });
    });

    it('fails as described', async () => {
      const problems: string[] = [];
      await withStage({}, async (stage) => {
        problems.push(...problemsOf(operation, 401, await send(stage, operation, {}, 'wrong')));
        if (bad !== undefined) {
          const one = typeof bad === 'function' ? await bad(stage) : bad;
          problems.push(...problemsOf(operation, 400, await send(stage, operation, one)));
        }
        const byFault = bad === undefined ? [400, ...BY_FAULT] : BY_FAULT;
        for (const status of byFault) {
          stage.simulator.faults.add({ kind: 'status', status, route: routeOf(operation), count: 1 });
          problems.push(...problemsOf(operation, status, await send(stage, operation, {})));
        }
      });
      await withStage({ notFoundStatus: 404 }, async (stage) => {
        if (missing !== undefined) problems.push(...problemsOf(operation, 404, await send(stage, operation, missing)));
      });
      expect(problems).toEqual([]);
      // Nothing documented is left out.
      const seen = [200, 400, 401, ...BY_FAULT, ...(missing === undefined ? [] : [404])];
      expect(operation.statuses.filter((status) => !seen.includes(status))).toEqual([]);
    });
  },
);

describe('the check itself', () => {
  let list: Operation;
  beforeAll(() => {
    list = description.operations.find(({ operationId }) => operationId === 'listClusters')!;
  });
  const cluster = {
    id: 'a',
    name: 'A',
    availableGpuType: [],
    supportNetworkStorage: true,
    supportInstanceNetwork: true,
  };

  it('accepts what is described', () => {
    expect(check.problems(list.schemaOf(200), { data: [cluster] })).toEqual([]);
  });

  it('sees a missing field, a wrong type and a field that is not described', () => {
    expect(check.problems(list.schemaOf(200), { data: [{ ...cluster, name: undefined }] }).join()).toContain('"name"');
    expect(check.problems(list.schemaOf(200), { data: [{ ...cluster, id: 5 }] }).join()).toContain('/data/0/id');
    expect(check.problems(list.schemaOf(200), { data: [{ ...cluster, colour: 'red' }] }).join()).toContain('"colour"');
  });
});
