import { beforeEach, expect, it } from 'vitest';
import { FleetStore } from '../../src/live/fleet-store.js';
import { aRow, anEvent, anInstance } from '../an-instance.js';

let store: FleetStore;
let tell: (() => void)[];

beforeEach(() => {
  tell = [];
  store = new FleetStore((callback) => tell.push(callback));
});

function told(): void {
  for (const callback of tell.splice(0)) callback();
}

it('tells many changes at once, and keeps the rows that have not changed', () => {
  let count = 0;
  store.subscribe(() => (count += 1));
  store.put([anInstance({ id: 'a' }), anInstance({ id: 'b' })], 0);
  store.patch(anEvent(6, 'stopping', { instanceId: 'a' }));
  told();
  expect(count).toBe(1);
  const before = store.snapshot().rows;
  store.patch(anEvent(7, 'stopped', { instanceId: 'a' }));
  told();
  const after = store.snapshot().rows;
  expect(after).not.toBe(before);
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
});

it('takes status, cause and time of an event at once', () => {
  store.put([anInstance()], 0);
  const error = { code: 'probe_failed', message: 'It does not answer.' };
  store.patch(anEvent(6, 'failed', { error, cloudStatus: 'exited', timestamp: '2026-01-01T00:05:00.000Z' }));
  expect(store.get('inst_1')?.instance).toMatchObject({
    ...{ status: 'failed', cause: error, since: '2026-01-01T00:05:00.000Z', sequence: 6 },
    novita: { status: 'exited', instanceId: 'cloud-1' },
  });
});

it('keeps cause and time when an event does not change the status', () => {
  const cause = { code: 'stop_after', message: 'The time is over.' };
  store.put([anInstance({ status: 'stopping', cause })], 0);
  store.patch(anEvent(6, 'stopping', { error: { code: 'stop_failing', message: 'Again.' } }));
  expect(store.get('inst_1')?.instance).toMatchObject({ sequence: 6, cause, since: '2026-01-01T00:01:00.000Z' });
});

it('lets no late answer and no late event undo what is newer', () => {
  store.put([anInstance({ sequence: 8, status: 'stopped' })], 0);
  const row = store.get('inst_1');
  store.put([anInstance({ sequence: 7, status: 'stopping' })], 1);
  store.patch(anEvent(8, 'running'));
  expect(store.get('inst_1')).toBe(row);
  store.put([anInstance({ sequence: 8, updatedAt: '2026-01-01T00:00:30.000Z', probe: 'old' })], 2);
  expect(store.get('inst_1')).toBe(row);
  store.put([anInstance({ sequence: 8, status: 'stopped', probe: 'new' })], 3);
  expect(store.get('inst_1')?.instance.probe).toBe('new');
});

it('forgets what a reading of the whole list no longer names, but not what came meanwhile', () => {
  store.put([anInstance({ id: 'old' }), anInstance({ id: 'told' }), anInstance({ id: 'stays' })], 0);
  store.beginList();
  store.put([anInstance({ id: 'stays' })], 1);
  store.put([anInstance({ id: 'made' })], 1);
  store.patch(anEvent(6, 'stopping', { instanceId: 'told' }));
  store.endList();
  told();
  expect(store.snapshot().rows.map(({ instance }) => instance.id)).toEqual(['told', 'stays', 'made']);
  expect(store.snapshot().loading).toEqual({ kind: 'complete' });
});

it('shows the first page before the rest, and keeps it when the rest fails', () => {
  expect(store.snapshot().loading.kind).toBe('first_page');
  store.beginList();
  store.put([anInstance()], 0);
  told();
  expect(store.snapshot().loading.kind).toBe('more');
  store.failList(new Error('gone'));
  told();
  expect(store.snapshot()).toMatchObject({ loading: { kind: 'failed' }, rows: [{ instance: { id: 'inst_1' } }] });
  store.beginList();
  told();
  expect(store.snapshot().loading.kind).toBe('more');
});

it('names what changes without events, the longest unread first', () => {
  store.put([anInstance({ id: 'late', status: 'starting' })], 20);
  store.put([anInstance({ id: 'early', status: 'running' })], 10);
  store.put([anInstance({ id: 'ready' }), anInstance({ id: 'ended', status: 'failed' })], 0);
  expect(store.unsettled(5)).toEqual(['early', 'late']);
  expect(store.unsettled(1)).toEqual(['early']);
});

it('looks through name, id, place, image, cause and labels', () => {
  const { text } = aRow({
    ...{ name: 'Trainer', metadata: { team: 'Blue' } },
    cause: { code: 'idle', message: 'Nobody has used it.' },
  });
  for (const word of ['trainer', 'inst_1', 'cloud-1', '4090.16c62g', 'us-1', 'nginx', 'idle', 'team=blue']) {
    expect(text).toContain(word);
  }
});
