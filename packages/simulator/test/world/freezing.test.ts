import { describe, expect, it } from 'vitest';
import { V1, act, call, create, start, statusOf, UNTIL_RUNNING, CREATE_BODY } from '../cloud-caller.js';

/** One GPU of 0.35 USD an hour lasts for an hour with this, in 1/10000 USD. */
const ONE_HOUR = 3500;

describe('an empty balance', () => {
  it('freezes to the millisecond what runs and what is stopped, and refuses what costs', async () => {
    const simulator = await start({ balance: ONE_HOUR });
    const running = await create(simulator);
    simulator.advance(7 + 3599.999);
    expect(await statusOf(simulator, running)).toBe('running');
    simulator.advance(0.001);
    expect(await statusOf(simulator, running)).toBe('freezing');
    expect(simulator.ledger().billing).toMatchObject({ balance: 0, charged: ONE_HOUR });
    simulator.advance(1000);
    expect(simulator.summary()).toMatchObject({ stillBilling: 0, totalCost: 35_000, balance: 0 });

    const refused = await call(simulator, 'POST', `${V1}/gpu/instance/create`, CREATE_BODY);
    expect([refused.status, refused.json.reason]).toEqual([400, 'BALANCE_NOT_ENOUGH']);
  });

  it('frees what it has frozen after a payment, stopped', async () => {
    const simulator = await start({ balance: ONE_HOUR });
    const id = await create(simulator);
    simulator.advance(4000);
    expect((await act(simulator, 'start', id)).json.message).toBe('invalid state change');
    expect(simulator.topUp({ amount: 100 })).toEqual({ balance: 100 });
    expect(await statusOf(simulator, id)).toBe('exited');
    expect((await act(simulator, 'start', id)).status).toBe(200);
  });

  it('waits for what is under way, and lets be deleted', async () => {
    const simulator = await start({ balance: 2 });
    const id = await create(simulator);
    simulator.advance(30);
    expect(await statusOf(simulator, id)).toBe('pulling');
    simulator.advance(UNTIL_RUNNING - 30);
    expect(await statusOf(simulator, id)).toBe('freezing');
    expect((await act(simulator, 'delete', id)).status).toBe(200);
    expect(await statusOf(simulator, id)).toBe('toRemove');
  });

  it('leaves running what is told to run, but starts nothing', async () => {
    const simulator = await start({ balance: 2, freezeOnEmptyBalance: false });
    const id = await create(simulator);
    simulator.advance(1000);
    expect(await statusOf(simulator, id)).toBe('running');
    await act(simulator, 'stop', id);
    simulator.advance(10);
    expect((await act(simulator, 'start', id)).json.reason).toBe('BALANCE_NOT_ENOUGH');
    expect((await act(simulator, 'migrate', id)).json.reason).toBe('EXPIRED_OR_BALANCE_NOT_ENOUGH');
  });

  it('is used up to the last unit although every bill is rounded down', async () => {
    const seven = async () => {
      const simulator = await start({ balance: 5000 });
      for (let index = 0; index < 7; index++) await create(simulator, { rootfsSize: 61 + index });
      return simulator;
    };
    const first = await seven();
    first.advance(3600);
    const { states } = first.ledger().instances[0]!;
    const frozen = states.at(-1)!;
    expect(frozen.state).toBe('freezing');

    const second = await seven();
    second.advance((frozen.time - 1 - second.clock().now) / 1000);
    expect(second.ledger().billing.balance).toBeGreaterThan(0);
    second.advance(0.001);
    // Seven equal bills grow by a unit at the same moment.
    expect(second.ledger().billing).toMatchObject({ balance: -6, charged: 5006 });
    expect(second.ledger().instances.every(({ state }) => state === 'freezing')).toBe(true);
  });

  it('does not touch what was paid in advance', async () => {
    const simulator = await start({ balance: 2_268_000 });
    const id = await create(simulator, { month: 1 });
    simulator.advance(86_400);
    expect(simulator.summary().balance).toBe(0);
    expect(await statusOf(simulator, id)).toBe('running');
  });
});
