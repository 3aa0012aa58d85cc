import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startSimulator, type Scenario } from '../../src/index.js';

type Schema = Readonly<Record<string, unknown>>;

const packageDir = new URL('../../', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('scenario.schema.json', packageDir), 'utf8')) as Schema;
const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

/** What the reader says about a scenario; empty when it takes it. */
async function problemOf(scenario: unknown): Promise<string> {
  try {
    const simulator = await startSimulator({ scenario: scenario as Scenario, portGateway: false });
    await simulator.close();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const option = (fields: Record<string, unknown>): unknown => ({ options: fields });
const fault = (fields: Record<string, unknown>): unknown => ({ faults: [fields] });
const happening = (fields: Record<string, unknown>): unknown => ({ happenings: [fields] });
const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';

const ACCEPTED: readonly unknown[] = [
  {},
  { name: 'x', options: {}, faults: [], happenings: [] },
  option({ seed: -3, clock: 'stepped', startTime: 0, durations: { pulling: 2, creating: [0, 0.5] } }),
  option({ speed: 0.5, stock: 3, balance: 0, spotNotice: 1.5, spotReclaimChance: 1, freezeOnEmptyBalance: false }),
  option({ stock: { '4090.16c62g': { 'us-ca-6': 1 } }, quotas: { networks: 0 }, apiKeys: ['a'] }),
  option({ images: { 'a:1': { sizeGb: 1, mbPerSecond: 10 }, b: { pullSeconds: 0, failure: 'no' } } }),
  option({ firstPage: 0, notFoundStatus: 404, actionBody: 'empty', listEndpoints: false, portGateway: true }),
  option({ upgradeFromExited: true, saveImageFromRunning: true, migrateEndsIn: 'running', expandRootDisk: 'target' }),
  option({ metricsScale: 1, networkShape: 'object', maskPasswords: true, wrapEndpoint: false, pricePrecision: 8 }),
  option({ chaos: 0.05, latency: [20, 80], rateLimit: 1, retryAfter: false, ledgerRequests: 1, port: 0 }),
  option({ latency: 5 }),
  fault({ kind: 'latency', ms: 0 }),
  fault({ kind: 'latency', ms: [1, 2], route: 'GET *' }),
  fault({ kind: 'reset_after', route: CREATE, count: 1, probability: 0.5, burst: 2, from: 1, until: 2 }),
  fault({ kind: 'status', status: 429, retryAfter: '3', reason: 'RATE_LIMIT_EXCEEDED', body: 'json' }),
  fault({ kind: 'lost_answer_status', status: 504, body: 'html' }),
  fault({ kind: 'bad_body', form: 'gzip_garbage' }),
  fault({ kind: 'slow_body' }),
  fault({ kind: 'slow_body', bytes: 5, everyMs: 0 }),
  fault({ kind: 'stale_list', seconds: 0.5 }),
  ...['reset_before', 'edge_block', 'ignored', 'insufficient_resource', 'balance_not_enough'].map((kind) =>
    fault({ kind }),
  ),
  ...['vanish', 'wrong_page_base', 'chaos'].map((kind) => fault({ kind })),
  ...['vanish', 'stop', 'delete', 'node_trouble', 'reclaim', 'node_full'].map((it) => happening({ at: 0, do: it })),
  happening({ at: 1.5, do: 'reclaim', instances: 'a*', count: 2, noticeSeconds: 0 }),
  happening({ at: 1, do: 'fail', state: 's', message: '' }),
  happening({ at: 1, do: 'node_full', full: false }),
  happening({ at: 1, do: 'load', load: 'idle' }),
  happening({ at: 1, do: 'top_up', amount: 1 }),
  happening({ at: 1, do: 'stock', productId: '4090.16c62g', clusterId: 'us-ca-6', gpus: 0 }),
];

/** Each with the field that the message must begin with. */
const REFUSED: readonly (readonly [unknown, string])[] = [
  [[], 'scenario'],
  [5, 'scenario'],
  [{ colour: 1 }, 'colour'],
  [{ name: 5 }, 'name'],
  [{ options: [] }, 'options'],
  [{ faults: {} }, 'faults'],
  [{ happenings: {} }, 'happenings'],
  [option({ colour: 1 }), 'options.colour'],
  [option({ faults: [] }), 'options.faults'],
  [option({ onRequest: 1 }), 'options.onRequest'],
  [option({ scenario: 'x' }), 'options.scenario'],
  [option({ seed: 1.5 }), 'options.seed'],
  [option({ speed: 0 }), 'options.speed'],
  [option({ clock: 'fast' }), 'options.clock'],
  [option({ durations: { pull: 1 } }), 'options.durations.pull'],
  [option({ durations: { pulling: -1 } }), 'options.durations.pulling'],
  [option({ durations: { pulling: [1] } }), 'options.durations.pulling'],
  [option({ quotas: { cars: 1 } }), 'options.quotas.cars'],
  [option({ stock: -1 }), 'options.stock'],
  [option({ stock: { '4090.16c62g': { 'us-ca-6': -1 } } }), 'options.stock.4090.16c62g.us-ca-6'],
  [option({ balance: '5' }), 'options.balance'],
  [option({ images: { a: { size: 1 } } }), 'options.images.a.size'],
  [option({ firstPage: 2 }), 'options.firstPage'],
  [option({ apiKeys: [] }), 'options.apiKeys'],
  [option({ chaos: 2 }), 'options.chaos'],
  [option({ latency: [1] }), 'options.latency'],
  [option({ rateLimit: 0 }), 'options.rateLimit'],
  [option({ pricePrecision: 9 }), 'options.pricePrecision'],
  [fault({}), 'faults[0].kind'],
  [fault({ kind: 'fire' }), 'faults[0].kind'],
  [fault({ kind: 'chaos', colour: 1 }), 'faults[0].colour'],
  [fault({ kind: 'chaos', ms: 1 }), 'faults[0].ms'],
  [fault({ kind: 'latency' }), 'faults[0].ms'],
  [fault({ kind: 'latency', ms: -1 }), 'faults[0].ms'],
  [fault({ kind: 'status' }), 'faults[0].status'],
  [fault({ kind: 'status', status: 100 }), 'faults[0].status'],
  [fault({ kind: 'status', status: 500, body: 'xml' }), 'faults[0].body'],
  [fault({ kind: 'bad_body', form: 'xml' }), 'faults[0].form'],
  [fault({ kind: 'slow_body', bytes: 0 }), 'faults[0].bytes'],
  [fault({ kind: 'stale_list' }), 'faults[0].seconds'],
  [fault({ kind: 'chaos', count: 0 }), 'faults[0].count'],
  [fault({ kind: 'chaos', probability: 2 }), 'faults[0].probability'],
  [fault({ kind: 'chaos', route: 'clusters' }), 'faults[0].route'],
  [fault({ kind: 'chaos', from: -1 }), 'faults[0].from'],
  [happening({ do: 'stop' }), 'happenings[0].at'],
  [happening({ at: -1, do: 'stop' }), 'happenings[0].at'],
  [happening({ at: 1 }), 'happenings[0].do'],
  [happening({ at: 1, do: 'dance' }), 'happenings[0].do'],
  [happening({ at: 1, do: 'stop', amount: 1 }), 'happenings[0].amount'],
  [happening({ at: 1, do: 'stop', count: 0 }), 'happenings[0].count'],
  [happening({ at: 1, do: 'stop', instances: '' }), 'happenings[0].instances'],
  [happening({ at: 1, do: 'fail', state: 's' }), 'happenings[0].message'],
  [happening({ at: 1, do: 'load', load: 'heavy' }), 'happenings[0].load'],
  [happening({ at: 1, do: 'top_up', amount: 0.5 }), 'happenings[0].amount'],
  [happening({ at: 1, do: 'top_up', amount: 1, instances: 'a' }), 'happenings[0].instances'],
  [happening({ at: 1, do: 'stock', productId: 'x', clusterId: 'y' }), 'happenings[0].gpus'],
];

describe('reader and schema agree', () => {
  it.each(ACCEPTED.map((scenario) => [JSON.stringify(scenario), scenario]))('on taking %s', async (_text, scenario) => {
    expect(await problemOf(scenario)).toBe('');
    expect(validate(scenario), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(REFUSED.map(([scenario, field]) => [JSON.stringify(scenario), scenario, field] as const))(
    'on refusing %s',
    async (_text, scenario, field) => {
      const problem = await problemOf(scenario);
      expect(problem.startsWith(`${field}: `), problem).toBe(true);
      expect(validate(scenario)).toBe(false);
    },
  );

  it('on the scenarios that come along', () => {
    for (const file of readdirSync(new URL('scenarios/', packageDir))) {
      const scenario = parse(readFileSync(new URL(`scenarios/${file}`, packageDir), 'utf8')) as unknown;
      expect(validate(scenario), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  it.each([
    ['options', option({ nonsense: 1 }), ['properties', 'options', 'properties']],
    [
      'durations',
      option({ durations: { nonsense: 1 } }),
      ['properties', 'options', 'properties', 'durations', 'properties'],
    ],
    ['quotas', option({ quotas: { nonsense: 1 } }), ['properties', 'options', 'properties', 'quotas', 'properties']],
    ['the top', { nonsense: 1 }, ['properties']],
  ])('on the names of %s', async (_name, scenario, path) => {
    const known = /known are (.*)$/.exec(await problemOf(scenario))?.[1]?.split(', ') ?? [];
    const inFiles = known.filter((name) => !['onRequest', 'timeSource', 'wait'].includes(name));
    const isOptions = path.length === 3;
    const expected = isOptions ? inFiles.filter((name) => name !== 'faults') : inFiles;
    const properties = path.reduce<Schema>((at, key) => at[key] as Schema, schema);
    expect(Object.keys(properties).sort()).toEqual(expected.sort());
  });

  it.each([
    ['faults', fault({ kind: 'nonsense' }), 'fault', 'kind'],
    ['happenings', happening({ at: 1, do: 'nonsense' }), 'happening', 'do'],
  ])('on the kinds of %s', async (_name, scenario, definition, key) => {
    const known = /one of (.*); not/.exec(await problemOf(scenario))?.[1]?.split(', ') ?? [];
    const { oneOf } = (schema.$defs as Record<string, { oneOf: { properties: Record<string, { enum: string[] }> }[] }>)[
      definition
    ]!;
    expect(oneOf.flatMap(({ properties }) => properties[key]!.enum).sort()).toEqual(known.sort());
  });
});
