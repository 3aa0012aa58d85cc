import { expect, it } from 'vitest';
import { costSoFar, isMetered } from '../../src/live/running-cost.js';
import { anInstance, aRow, usd } from '../an-instance.js';

const novita = (status: string | null, released = false) => ({ instanceId: 'c', name: 'n', status, released });

it.each([
  ['pulling', true],
  ['running', true],
  ['toStop', true],
  ['toCreate', false],
  ['creating', false],
  ['exited', false],
  ['removed', false],
  [null, false],
])('knows that the meter of a cloud status %s runs: %s', (status, runs) => {
  expect(isMetered(anInstance({ novita: novita(status) }))).toBe(runs);
});

it('adds the price for the time since it was read, while the meter runs', () => {
  const cost = { perHour: usd(360_000), soFar: usd(1_000) };
  const row = aRow({ cost }, 10_000);
  expect(costSoFar(row, 10_000)).toEqual(usd(1_000));
  expect(costSoFar(row, 46_000)).toEqual(usd(4_600));
  // The clock of a computer may be set back.
  expect(costSoFar(row, 5_000)).toEqual(usd(1_000));
});

it('stands when the meter does, and when there is no price', () => {
  const cost = { perHour: usd(360_000), soFar: usd(1_000) };
  expect(costSoFar(aRow({ cost, novita: novita('exited') }), 99_000)).toEqual(usd(1_000));
  expect(costSoFar(aRow({ cost, novita: novita('running', true) }), 99_000)).toEqual(usd(1_000));
  expect(costSoFar(aRow({ cost: { perHour: null, soFar: null } }), 99_000)).toBeNull();
});
