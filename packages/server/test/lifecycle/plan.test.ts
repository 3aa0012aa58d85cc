import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/lifecycle/instance.js';
import { CANDIDATE, LIMITS, Life } from './life.js';

const FULL: Cause = { code: 'create_rejected', message: 'INSUFFICIENT_RESOURCE: no room.' };
const EAST = { ...CANDIDATE, productId: 'small', clusterIds: ['east', 'west'] };
const CHEAP = { ...CANDIDATE, productId: null, gpuName: '4090', maxHourlyPrice: 70_000 };

function refuse(life: Life): Life {
  return life.see({ kind: 'create_sending' }).see({ kind: 'create_refused', cause: FULL, refusal: 'elsewhere' });
}

function place({ instance: { place } }: Life) {
  return place.targets?.[place.target];
}

describe('a plan', () => {
  it('goes through clusters and candidates in order, and keeps why each came to nothing', () => {
    const life = new Life({ plan: [EAST, { ...CANDIDATE, productId: 'big', billingMode: 'spot' }] });
    expect(place(life)).toEqual({ productId: 'small', clusterId: 'east', billingMode: 'onDemand' });
    expect(place(refuse(life))).toEqual({ productId: 'small', clusterId: 'west', billingMode: 'onDemand' });
    expect(place(refuse(life))).toEqual({ productId: 'big', clusterId: null, billingMode: 'spot' });
    expect(life.instance).toMatchObject({ state: 'creating', work: { type: 'create' }, create: { attempt: 0 } });
    refuse(life);
    expect(life.instance).toMatchObject({ state: 'failed', cause: { code: 'plan_exhausted' }, released: true });
    expect(life.instance.tries.map(({ target }) => target?.clusterId)).toEqual(['east', 'west', null]);
    expect(life.instance.cause?.message).toContain('small in west: INSUFFICIENT_RESOURCE');
    expect(life.types).toEqual(['pending', 'creating', 'moved_on', 'moved_on', 'failed']);
  });

  it('of one place fails with the words of the cloud', () => {
    expect(refuse(new Life()).instance).toMatchObject({ state: 'failed', cause: FULL, released: true });
  });

  it('is worked out when a GPU name or a price cap leaves the product open', () => {
    const life = new Life({ plan: [CHEAP, CANDIDATE] });
    expect(life.instance.work?.type).toBe('choose');
    // No create call can be sent before.
    expect(life.see({ kind: 'create_sending' }).instance.create.stage).toBe('idle');
    const targets = [{ productId: 'x', clusterId: 'east', billingMode: 'onDemand' as const }];
    life.see({ kind: 'chosen', targets, cause: FULL });
    expect(life.instance.work?.type).toBe('create');
    refuse(life);
    expect(place(life)?.productId).toBe('p');
  });

  it('passes over a candidate for which there is no product', () => {
    const life = new Life({ plan: [CHEAP, CANDIDATE] });
    life.see({ kind: 'chosen', targets: [], cause: { code: 'no_product', message: 'None below 0.70 USD.' } });
    expect(life.instance).toMatchObject({ state: 'pending', work: { type: 'create' } });
    expect(life.instance.tries).toMatchObject([{ candidate: 0, target: null, cause: { code: 'no_product' } }]);
  });

  it('does not move on from a refusal that holds everywhere', () => {
    const life = new Life({ plan: [EAST] }).see({ kind: 'create_sending' });
    life.see({ kind: 'create_refused', cause: FULL, refusal: 'final' });
    expect(life.instance).toMatchObject({ state: 'failed', tries: [] });
  });

  it('does not move on after a wish to delete', () => {
    const life = new Life({ plan: [EAST] }).see({ kind: 'create_sending' }).see({ kind: 'delete_requested' });
    life.see({ kind: 'create_refused', cause: FULL, refusal: 'elsewhere' });
    expect(life.instance).toMatchObject({ state: 'deleted', released: true, work: null });
  });

  it.each([
    ['fails before it ran', (life: Life) => life.cloud('pulling', { error: 'bad node' })],
    ['exits before it ran', (life: Life) => life.cloud('exited')],
    ['stays queued too long', (life: Life) => life.cloud('toCreate').see({ kind: 'tick' }, LIMITS.queuedMs)],
    ['pulls too long', (life: Life) => life.cloud('pulling').see({ kind: 'tick' }, LIMITS.pullingMs)],
  ])('removes an instance that %s before the next place is tried', (_name, fail) => {
    const life = new Life({ plan: [EAST] }).created();
    const { marker } = life.instance;
    fail(life);
    expect(life.instance).toMatchObject({ state: 'creating', isMovingOn: true, work: { type: 'delete' } });
    life.accept().vanish();
    expect(life.instance).toMatchObject({ cloudId: null, formerCloudIds: ['c1'], work: { type: 'create' } });
    expect(life.instance.marker).toBe(`${marker}-2`);
    expect(place(life)?.clusterId).toBe('west');
    // What the list still shows of the first one is not taken for the second.
    life.see({ kind: 'seen', cloud: life.view('running', { id: 'c1', name: marker }), at: life.now });
    expect(life.instance.cloudId).toBeNull();
    life.created('c2').cloud('pulling').cloud('running').see({ kind: 'probed', passed: true, detail: '' });
    expect(life.instance).toMatchObject({ state: 'ready', cloudId: 'c2', released: false });
  });

  it('deletes what is there when the user wants it deleted while it moves on', () => {
    const life = new Life({ plan: [EAST] }).created().cloud('pulling', { error: 'bad node' });
    life.see({ kind: 'delete_requested' }).accept().vanish();
    expect(life.instance).toMatchObject({ state: 'deleted', released: true, work: null });
  });

  it('never moves on from an instance that has been running', () => {
    const life = new Life({ plan: [EAST] }).ready().cloud('exited');
    expect(life.instance).toMatchObject({ state: 'stopped', isMovingOn: false, work: null });
  });

  it('adds up the cost of all tries, each at its own price', () => {
    const life = new Life({ plan: [EAST] }).created().cloud('pulling', { hourlyPrice: 10 });
    life.cloud('pulling', { hourlyPrice: 10, error: 'bad node' }, 5_000).accept().vanish();
    life.created('c2').cloud('pulling', { hourlyPrice: 20 }).cloud('exited', { hourlyPrice: 20 }, 7_000);
    expect(life.instance.billing.spent).toEqual([
      { hourlyPrice: 10, ms: 5_000 },
      { hourlyPrice: 20, ms: 7_000 },
    ]);
  });
});
