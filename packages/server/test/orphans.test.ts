import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrphanCleanUp, OrphanReport } from '../src/watcher/orphans.js';
import { startFleet, type Fleet } from './fleet.js';
import { REQUEST } from './quick-fleet.js';
import { until } from './until.js';

const V1 = '/gpu-instance/openapi/v1/gpu/instance';

let fleet: Fleet;

beforeEach(async () => {
  fleet = await startFleet();
});

afterEach(() => fleet.close());

/** Somebody makes an instance in the cloud, past the server. */
async function createOutside(name: string): Promise<string> {
  const body = { name, productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60, imageUrl: 'image', kind: 'gpu' };
  const answer = await fetch(`${fleet.simulator.baseUrl}${V1}/create`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.simulator.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return ((await answer.json()) as { id: string }).id;
}

const report = () => fleet.client.request<OrphanReport>({ method: 'GET', path: '/v1/orphans' });
const cleanUp = (dryRun: boolean) =>
  fleet.client.request<OrphanCleanUp>({ method: 'POST', path: '/v1/orphans/clean-up', body: { dryRun } });
const stillThere = (id: string) => {
  const state = fleet.simulator.ledger().instances.find((each) => each.id === id)?.state ?? 'gone';
  return !['toRemove', 'removing', 'removed', 'gone'].includes(state);
};

it('tells what is left behind, and deletes that alone, and only when told to', async () => {
  const { id } = await fleet.client.instances.create(REQUEST);
  const { novita } = await fleet.reach(id, 'ready');
  const ended = novita.instanceId ?? '';
  await fleet.client.instances.delete(id);
  // An instance that the server still watches would have a second one of its name removed by the next sweep.
  await until(
    'the end of the instance',
    async () => (await fleet.client.instances.get(id)).novita.released || undefined,
  );
  const living = await fleet.client.instances.create(REQUEST);
  const kept = (await fleet.reach(living.id, 'ready')).novita.instanceId ?? '';
  const stray = await createOutside(novita.name);
  const foreign = await createOutside('somebody-elses');
  // It has the form of a marker, but no instance of this server: it may be another server's.
  const other = await createOutside('job-nf0123456789abcdef');

  const { strays, ...rest } = await report();
  expect(strays).toMatchObject([{ novitaInstanceId: stray, name: novita.name, instanceId: id }]);
  expect(rest.foreign.map((item) => item.novitaInstanceId).sort()).toEqual([foreign, other].sort());
  expect(rest.missing).toEqual([]);

  const dry = await cleanUp(true);
  expect(dry).toMatchObject({ dryRun: true, strays: [{ novitaInstanceId: stray, deleted: false }] });
  const deletes = `POST ${V1}/delete`;
  expect(fleet.simulator.summary().requests[deletes]).toBe(1);

  expect(await cleanUp(false)).toMatchObject({ strays: [{ novitaInstanceId: stray, deleted: true }] });
  await until('the end of the stray', () => (stillThere(stray) ? undefined : true));
  expect(fleet.simulator.summary().requests[deletes]).toBe(2);
  expect([ended, foreign, other, kept].map(stillThere)).toEqual([false, true, true, true]);
  expect((await report()).strays).toEqual([]);
  expect((await fleet.client.instances.get(living.id)).status).toBe('ready');
});

it('says so when the cloud cannot be read', async () => {
  fleet.simulator.faults.add({ kind: 'status', status: 403, route: 'GET /gpu-instance/openapi/v1/gpu/instances' });
  await expect(report()).rejects.toMatchObject({ status: 503, reason: 'cloud_unavailable' });
});

describe('regular reports', () => {
  /** A server that reports so often, an instance of it that has ended, and one in the cloud that bears its name. */
  async function leaveStray(settings: Record<string, string>): Promise<string> {
    await fleet.close();
    fleet = await startFleet({ settings: { NOVITA_FLEET_ORPHAN_REPORT_MS: '30', ...settings } });
    const { id } = await fleet.client.instances.create(REQUEST);
    const { novita } = await fleet.reach(id, 'ready');
    await fleet.client.instances.delete(id);
    await until('its end', async () => (await fleet.client.instances.get(id)).novita.released || undefined);
    await createOutside('somebody-elses');
    return createOutside(novita.name);
  }

  const reports = () =>
    fleet.log
      .map((line) => JSON.parse(line) as { msg: string; strays: { novitaInstanceId: string }[]; deleted: string[] })
      .filter(({ msg }) => msg === 'the cloud has instances that nobody knows of');

  const metric = async (name: string) => {
    const answer = await fetch(`${fleet.server.url}/metrics`, { headers: { authorization: `Bearer ${fleet.apiKey}` } });
    return new RegExp(`^${name} (.*)$`, 'm').exec(await answer.text())?.[1];
  };

  it('tell of a stray again and again, and leave it alone', async () => {
    const stray = await leaveStray({});
    const told = await until('three reports', () => (reports().length >= 3 ? reports() : undefined));
    expect(told.every(({ strays, deleted }) => strays[0]?.novitaInstanceId === stray && deleted.length === 0)).toBe(
      true,
    );
    expect(stillThere(stray)).toBe(true);
    expect(await metric('novita_fleet_stray_instances')).toBe('1');
    expect(await metric('novita_fleet_stray_deletions_total')).toBe('0');
  });

  it('delete it when the settings ask for it, at the second look', async () => {
    const stray = await leaveStray({ NOVITA_FLEET_ORPHAN_DELETE: 'true' });
    await until('the end of the stray', () => (stillThere(stray) ? undefined : true));
    const told = await until('its report', () => (reports().length >= 2 ? reports() : undefined));
    expect(told.slice(0, 2).map(({ deleted }) => deleted)).toEqual([[], [stray]]);
    const others = fleet.simulator.ledger().instances.filter(({ name }) => name === 'somebody-elses');
    expect(others.map(({ id }) => stillThere(id))).toEqual([true]);
    expect(await metric('novita_fleet_stray_deletions_total')).toBe('1');
  });
});
