import { NovitaApiService, NotFoundError } from '@novita-fleet/client';
import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { createInstanceSchema } from '../../src/api/create-instance-schema.js';
import { Catalogue } from '../../src/instances/catalogue.js';
import { Chooser } from '../../src/instances/chooser.js';
import { Planner } from '../../src/instances/planner.js';
import { newInstance } from '../../src/lifecycle/new-instance.js';
import { SecretBox } from '../../src/secret-box.js';
import { LIMITS } from '../lifecycle/life.js';

const BODY = { name: 'job', productId: 'p', imageUrl: 'image' };
const CLUSTERS = { data: [{ id: 'us-ca-6', name: 'US-CA-06 (California)' }] };

type Answer = (path: string) => Promise<unknown>;

function setUp(answer: Answer) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const request = (options: { path: string }) => {
    asked.push(options.path.replace('/gpu-instance/openapi/v1', ''));
    return answer(options.path);
  };
  const api = new NovitaApiService({ request } as never, { clock });
  const catalogue = new Catalogue({ api, clock });
  const planner = new Planner({ catalogue, clock, limits: LIMITS, secrets: new SecretBox(Buffer.alloc(32)) });
  const plan = (body: object) => planner.plan(createInstanceSchema.parse({ ...BODY, ...body }), 'key_1');
  return { clock, asked, plan, chooser: new Chooser({ api, catalogue }) };
}

const never = (): Promise<unknown> => new Promise(() => undefined);
const failing = (): Promise<unknown> => Promise.reject(new NotFoundError({} as never));

describe('a request while the cloud does not answer', () => {
  it('is taken after two seconds, and its regions are worked out later', async () => {
    let answer: Answer = never;
    const { clock, plan, chooser } = setUp((path) => answer(path));
    const planned = plan({ regions: ['US-CA-06'], imageAuthId: 'a', stopAfterMs: 5_000, idleStopAfterMs: 60_000 });
    await clock.advance(2_000);
    const parts = await planned;
    expect(parts.spec.plan).toMatchObject([{ productId: 'p', regions: ['US-CA-06'], clusterIds: null }]);
    expect(parts.promises).toEqual({
      ...{ stopAfterMs: 5_000, deleteAfterMs: null, maxCost: null, onReclaim: 'keep' },
      idle: { stopAfterMs: 60_000, graceMs: 600_000, gpuBusyPercent: null },
    });
    expect(clock.pending).toBe(0);

    const instance = newInstance({ ...parts, id: 'inst_abc' }, clock.now());
    expect(instance.place.targets).toBeNull();
    // What was never answered is asked for anew a minute later.
    answer = () => Promise.resolve(CLUSTERS);
    await clock.advance(60_000);
    expect(await chooser.choose(instance)).toMatchObject({
      targets: [{ productId: 'p', clusterId: 'us-ca-6', billingMode: 'onDemand' }],
    });
  });

  it('is refused when it names a template, which nobody can know then', async () => {
    const { clock, plan } = setUp(never);
    const planned = plan({ templateId: 't', imageUrl: undefined });
    const refused = expect(planned).rejects.toMatchObject({ code: 'cloud_unavailable' });
    await clock.advance(2_000);
    await refused;
  });

  it('asks anew for what it could not learn', async () => {
    const { asked, plan } = setUp(failing);
    await plan({});
    await plan({});
    expect(asked.filter((path) => path === '/clusters')).toHaveLength(2);
  });
});

it('asks for the same list once a minute', async () => {
  const { asked, clock, plan } = setUp((path) =>
    Promise.resolve(path.endsWith('/products') ? { data: [{ id: 'p', name: 'P' }] } : CLUSTERS),
  );
  await Promise.all([plan({}), plan({}), plan({})]);
  await plan({ regions: ['us-ca-6'] });
  expect(asked.sort()).toEqual(['/clusters', '/products']);
  await clock.advance(60_000);
  await plan({});
  expect(asked).toHaveLength(4);
});
