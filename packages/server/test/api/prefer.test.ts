import { afterEach, describe, expect, it } from 'vitest';
import { preferredWait } from '../../src/api/prefer.js';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { until } from '../until.js';
import { call } from './call.js';

const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';

let fleet: Fleet;

it.each([
  ['wait=10', 10],
  ['respond-async, wait=5', 5],
  ['WAIT = "7"', 7],
  ['wait=3;x=1, wait=9', 3],
  ['wait=31', 30],
  ['wait=0', 0],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['wait', undefined],
  ['await=5', undefined],
  [undefined, undefined],
])('reads %s', (header, seconds) => {
  expect(preferredWait(header)).toBe(seconds);
});

describe('a request for an instance', () => {
  afterEach(() => fleet.close());

  const ask = (prefer: string | undefined, body: object = REQUEST) =>
    call(fleet, 'POST', '/v1/instances', { body, headers: prefer === undefined ? {} : { prefer } });

  it('is answered before the cloud has, and with a wait once the cloud has', async () => {
    fleet = await startFleet();
    // The cloud keeps the answer back for longer than the first request can take.
    fleet.simulator.faults.add({ kind: 'latency', route: CREATE, ms: 1_500, count: 1 });
    const first = await ask(undefined);
    expect(first).toMatchObject({ status: 201, body: { novita: { instanceId: null } } });
    expect(first.headers.get('preference-applied')).toBeNull();
    expect(fleet.simulator.summary().instancesCreated).toBeLessThanOrEqual(1);
    const second = await ask('wait=30');
    expect(second.status).toBe(201);
    expect(second.headers.get('preference-applied')).toBe('wait=30');
    const { instanceId } = second.body.novita as { instanceId: string | null };
    expect(instanceId).not.toBeNull();
    await until('both instances', () => fleet.simulator.summary().instancesCreated === 2 || undefined);
  });

  it('is answered with the failure when nothing can be made', async () => {
    fleet = await startFleet();
    fleet.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 10 });
    const answer = await ask('wait=30');
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'failed', cause: { code: expect.any(String) as string } },
    });
  });

  it('is answered as it stands when the wait is over', async () => {
    fleet = await startFleet();
    fleet.simulator.faults.add({ kind: 'latency', route: CREATE, ms: 3_000, count: 1 });
    const answer = await ask('wait=0');
    expect(answer.headers.get('preference-applied')).toBe('wait=0');
    expect(answer.body.novita).toMatchObject({ instanceId: null });
  });
});
