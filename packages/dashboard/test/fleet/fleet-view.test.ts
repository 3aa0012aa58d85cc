import { describe, expect, it } from 'vitest';
import { filtered, isProblem, paramsOf, viewOf } from '../../src/fleet/fleet-filter.js';
import { sorted } from '../../src/fleet/fleet-order.js';
import { totalsOf } from '../../src/fleet/fleet-totals.js';
import { anInstance, aRow, usd } from '../an-instance.js';

const names = new Map([['4090.16c62g', 'RTX 4090 24GB']]);
const view = (query: string) => viewOf(new URLSearchParams(query));
const place = (clusterId: string | null) => ({ productId: '4090.16c62g', clusterId, billingMode: 'onDemand' });

describe('a view of the fleet', () => {
  it.each(['', 'q=a+b&status=failed%2Cready&region=us-1&owner=key_1&problems=1&sort=cost&order=desc'])(
    'comes back from its address: %s',
    (query) => {
      expect(paramsOf(view(query)).toString()).toBe(query);
    },
  );

  it('leaves out what it does not know', () => {
    expect(view('status=odd,ready&sort=odd')).toMatchObject({ statuses: ['ready'], sort: 'age' });
  });

  it('shows all but the deleted, unless these are asked for', () => {
    const rows = [aRow({ id: 'a' }), aRow({ id: 'b', status: 'deleted' }), aRow({ id: 'c', status: 'failed' })];
    const ids = (query: string) => filtered(rows, view(query), names).map(({ instance }) => instance.id);
    expect(ids('')).toEqual(['a', 'c']);
    expect(ids('status=deleted')).toEqual(['b']);
    expect(ids('status=ready,failed')).toEqual(['a', 'c']);
    expect(ids('problems=1')).toEqual(['c']);
  });

  it('finds all words, also in the name of the product', () => {
    const rows = [aRow({ id: 'a', name: 'train-1' }), aRow({ id: 'b', name: 'serve', metadata: { team: 'train' } })];
    const ids = (q: string) => filtered(rows, view(`q=${q}`), names).map(({ instance }) => instance.id);
    expect(ids('TRAIN')).toEqual(['a', 'b']);
    expect(ids('train serve')).toEqual(['b']);
    expect(ids('rtx serve')).toEqual(['b']);
    expect(ids('rtx 5090')).toEqual([]);
  });

  it('keeps to a region and to an owner', () => {
    const rows = [aRow({ id: 'a', place: place('eu-1') }), aRow({ id: 'b', owner: 'key_2' })];
    expect(filtered(rows, view('region=eu-1'), names)).toEqual([rows[0]]);
    expect(filtered(rows, view('owner=key_2'), names)).toEqual([rows[1]]);
  });
});

describe('the order', () => {
  const order = (rows: ReturnType<typeof aRow>[], key: Parameters<typeof sorted>[1], isDescending = false) =>
    sorted(rows, key, isDescending, names, 0).map(({ instance }) => instance.id);

  it('is newest first', () => {
    const rows = [
      aRow({ id: 'old', createdAt: '2026-01-01T00:00:00.000Z' }),
      aRow({ id: 'new', createdAt: '2026-01-02T00:00:00.000Z' }),
    ];
    expect(order(rows, 'age')).toEqual(['new', 'old']);
    expect(order(rows, 'age', true)).toEqual(['old', 'new']);
  });

  it('reads numbers in names as numbers', () => {
    const rows = [aRow({ id: '10', name: 'job-10' }), aRow({ id: '9', name: 'job-9' })];
    expect(order(rows, 'name')).toEqual(['9', '10']);
  });

  it('puts what has no value last in either direction', () => {
    const rows = [
      aRow({ id: 'none', nextDeadline: null }),
      aRow({ id: 'late', nextDeadline: '2026-02-01T00:00:00.000Z' }),
      aRow({ id: 'soon', nextDeadline: '2026-01-01T00:00:00.000Z' }),
    ];
    expect(order(rows, 'deadline')).toEqual(['soon', 'late', 'none']);
    expect(order(rows, 'deadline', true)).toEqual(['late', 'soon', 'none']);
  });

  it('puts what went wrong before what runs, and compares money over scales', () => {
    expect(order([aRow({ id: 'ok' }), aRow({ id: 'bad', status: 'failed' })], 'status')).toEqual(['bad', 'ok']);
    const cost = (amount: number, scale: number) => ({ perHour: { ...usd(amount), scale }, soFar: null });
    const rows = [aRow({ id: 'dear', cost: cost(2, 0) }), aRow({ id: 'cheap', cost: cost(150_000, 5) })];
    expect(order(rows, 'price')).toEqual(['cheap', 'dear']);
  });

  it('sorts by the cost until now, not as it was read', () => {
    const rows = [
      aRow({ id: 'stands', cost: { perHour: null, soFar: usd(50_000) } }),
      aRow({ id: 'runs', cost: { perHour: usd(100_000), soFar: usd(0) } }),
    ];
    expect(sorted(rows, 'cost', true, names, 0).map(({ instance }) => instance.id)).toEqual(['stands', 'runs']);
    expect(sorted(rows, 'cost', true, names, 3_600_000).map(({ instance }) => instance.id)).toEqual(['runs', 'stands']);
  });
});

it('counts what runs and what it costs', () => {
  const rows = [
    aRow({ id: 'a', spec: { ...anInstance().spec, gpuNum: 4 } }),
    aRow({ id: 'b', status: 'running' }),
    aRow({ id: 'c', status: 'stopped', novita: { instanceId: 'c', name: 'c', status: 'exited', released: false } }),
    aRow({ id: 'd', status: 'failed', novita: { instanceId: 'd', name: 'd', status: 'removed', released: true } }),
  ];
  const totals = totalsOf(rows);
  expect(totals).toMatchObject({ gpus: 5, running: 2, problems: 1, perHour: usd(200_000) });
  expect(Object.fromEntries(totals.byStatus)).toEqual({ ready: 1, running: 1, stopped: 1, failed: 1 });
});

it('wants a look at what the cloud will take back', () => {
  expect(isProblem(anInstance())).toBe(false);
  expect(isProblem(anInstance({ spotReclaimAt: '2026-01-01T00:00:00.000Z' }))).toBe(true);
  expect(isProblem(anInstance({ status: 'reclaimed' }))).toBe(true);
});
