import { FakeClock } from '@novita-fleet/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Api } from '../../src/api/api.js';
import type { Instance } from '../../src/api/schemas.js';
import { Fleet } from '../../src/live/fleet.js';
import { anEvent, anInstance } from '../an-instance.js';
import { FakeEventSource } from './fake-event-source.js';

let clock: FakeClock;
let fleet: Fleet;
let sources: FakeEventSource[];
/** What the server has. */
let present: Map<string, Instance>;
/** Queries of the calls that came, in order. */
let calls: URLSearchParams[];
let isDown: boolean;
/** Whether the server knows the session no more. */
let isUnknown: boolean;
let signedOut: number;

beforeEach(() => {
  clock = new FakeClock();
  sources = [];
  calls = [];
  present = new Map();
  isDown = false;
  isUnknown = false;
  signedOut = 0;
  fleet = new Fleet({
    api: new Api({ fetch: serve, csrfToken: () => null, onSignedOut: () => (signedOut += 1) }),
    openEvents: (url) => {
      const source = new FakeEventSource(url);
      sources.push(source);
      return source;
    },
    now: () => clock.now(),
    after: (ms, then) => {
      const timer = clock.setTimeout(then, ms);
      return () => timer.cancel();
    },
  });
});

afterEach(() => {
  fleet.stop();
  expect(clock.pending).toBe(0);
});

/** The list of instances, as the server answers it: by pages, or by ids. */
async function serve(input: string | URL | Request): Promise<Response> {
  const { searchParams } = new URL(input as string, 'http://fleet');
  calls.push(searchParams);
  if (isUnknown) return Response.json({ code: 'unauthenticated' }, { status: 401 });
  if (isDown) throw new TypeError('Failed to fetch');
  const ids = searchParams.getAll('id');
  if (ids.length > 0) {
    const data = ids.map((id) => present.get(id)).filter((each) => each !== undefined);
    return Response.json({ data, nextCursor: null });
  }
  const from = Number(searchParams.get('cursor') ?? 0);
  const to = from + Number(searchParams.get('limit'));
  const all = [...present.values()];
  return Response.json({ data: all.slice(from, to), nextCursor: to < all.length ? String(to) : null });
}

function have(count: number): void {
  for (let index = 0; index < count; index += 1) present.set(`inst_${index}`, anInstance({ id: `inst_${index}` }));
}

async function begin(): Promise<void> {
  fleet.start();
  sources[0]?.open();
  await clock.advance(100);
  calls.length = 0;
}

const idsOf = (call: URLSearchParams | undefined) => call?.getAll('id') ?? [];

it('reads the list by pages, once the stream is open', async () => {
  have(2_500);
  fleet.start();
  await clock.advance(50);
  expect(calls).toHaveLength(0);
  sources[0]?.open();
  await clock.advance(100);
  expect(calls.map((call) => [call.get('limit'), call.get('cursor')])).toEqual([
    ['100', null],
    ['1000', '100'],
    ['1000', '1100'],
    ['1000', '2100'],
  ]);
  expect(fleet.store.snapshot().rows).toHaveLength(2_500);
  expect(fleet.connection()).toBe('live');
});

it('reads the list all the same when no stream opens', async () => {
  have(1);
  fleet.start();
  await clock.advance(2_000);
  expect(fleet.store.snapshot().rows).toHaveLength(1);
  expect(fleet.connection()).toBe('connecting');
});

it('reads again only what events named, together and each once', async () => {
  have(50);
  await begin();
  for (const sequence of [6, 7]) {
    await clock.advance(100);
    for (const id of ['inst_3', 'inst_4'])
      sources[0]?.tell('instance.stopping', anEvent(sequence, 'stopping', { instanceId: id }));
  }
  expect(fleet.store.get('inst_3')?.instance.status).toBe('stopping');
  present.set('inst_3', anInstance({ id: 'inst_3', sequence: 7, status: 'stopping', probe: 'read again' }));
  await clock.advance(300);
  expect(calls.map((call) => idsOf(call))).toEqual([['inst_3', 'inst_4']]);
  expect(fleet.store.get('inst_3')?.instance.probe).toBe('read again');
});

it('reads at most 200 at a time', async () => {
  have(450);
  await begin();
  for (const id of present.keys()) sources[0]?.tell('instance.stopping', anEvent(6, 'stopping', { instanceId: id }));
  await clock.advance(2_000);
  expect(calls.map((call) => idsOf(call).length)).toEqual([200, 200, 50]);
});

it('takes in what is new, and forgets what is gone', async () => {
  have(2);
  await begin();
  present.set('inst_new', anInstance({ id: 'inst_new', sequence: 1 }));
  present.delete('inst_1');
  sources[0]?.tell('instance.pending', anEvent(1, 'pending', { instanceId: 'inst_new' }));
  sources[0]?.tell('instance.deleted', anEvent(6, 'deleted', { instanceId: 'inst_1' }));
  await clock.advance(400);
  expect(fleet.store.snapshot().rows.map(({ instance }) => instance.id)).toEqual(['inst_0', 'inst_new']);
});

it('tries again what could not be read', async () => {
  have(1);
  await begin();
  isDown = true;
  sources[0]?.tell('instance.stopping', anEvent(6, 'stopping', { instanceId: 'inst_0' }));
  await clock.advance(300);
  isDown = false;
  present.set('inst_0', anInstance({ id: 'inst_0', sequence: 6, status: 'stopping', probe: 'later' }));
  await clock.advance(3_100);
  expect(calls.map(idsOf)).toEqual([['inst_0'], ['inst_0']]);
  expect(fleet.store.get('inst_0')?.instance.probe).toBe('later');
});

it('says that the list failed, and reads it when asked', async () => {
  isDown = true;
  fleet.start();
  sources[0]?.open();
  await clock.advance(100);
  expect(fleet.store.snapshot().loading).toMatchObject({ kind: 'failed', error: { code: 'unreachable' } });
  isDown = false;
  have(1);
  fleet.reload();
  await clock.advance(100);
  expect(fleet.store.snapshot()).toMatchObject({ loading: { kind: 'complete' }, rows: [{}] });
});

it('reads everything anew after the connection was lost, and when events are gone', async () => {
  have(3);
  await begin();
  sources[0]?.lose();
  expect(fleet.connection()).toBe('reconnecting');
  sources[0]?.open();
  await clock.advance(100);
  expect(fleet.connection()).toBe('live');
  expect(calls).toHaveLength(1);
  sources[0]?.tell('gap', { after: 1, oldest: 5, newest: 9 });
  await clock.advance(100);
  expect(calls).toHaveLength(2);
});

it('comes back by itself after a refusal, behind the last event, with growing pauses', async () => {
  have(1);
  await begin();
  sources[0]?.tell('instance.ready', anEvent(5, 'ready', { instanceId: 'inst_0' }), '41');
  sources[0]?.refuse();
  await clock.advance(999);
  expect(sources).toHaveLength(1);
  await clock.advance(1);
  expect(sources.map(({ url }) => url)).toEqual(['/v1/events', '/v1/events?after=41']);
  sources[1]?.refuse();
  await clock.advance(1_999);
  expect(sources).toHaveLength(2);
  await clock.advance(1);
  expect(sources).toHaveLength(3);
  expect(sources.slice(0, 2).every(({ isClosed }) => isClosed)).toBe(true);
});

it('learns by a refusal that the session has ended', async () => {
  await begin();
  isUnknown = true;
  sources[0]?.refuse();
  await clock.advance(0);
  expect(signedOut).toBe(1);
});

it('reads now and then what changes without events', async () => {
  present.set('up', anInstance({ id: 'up', status: 'ready' }));
  present.set('on_its_way', anInstance({ id: 'on_its_way', status: 'starting' }));
  await begin();
  await clock.advance(15_500);
  expect(calls.map(idsOf)).toEqual([['on_its_way']]);
});

it('gives the connection back while nobody looks, and reads everything anew when somebody does', async () => {
  have(2);
  await begin();
  fleet.setSeen(false);
  await clock.advance(29_000);
  fleet.setSeen(true);
  fleet.setSeen(false);
  await clock.advance(29_000);
  expect(sources[0]?.isClosed).toBe(false);
  await clock.advance(1_000);
  expect(sources[0]?.isClosed).toBe(true);
  expect(fleet.connection()).toBe('reconnecting');
  calls.length = 0;
  fleet.setSeen(true);
  expect(sources).toHaveLength(2);
  sources[1]?.open();
  await clock.advance(100);
  expect(fleet.connection()).toBe('live');
  expect(calls.map((call) => call.get('limit'))).toEqual(['100']);
});
