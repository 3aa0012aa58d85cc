import { expect, it } from 'vitest';
import { changeOf, formOf } from '../../src/instance/promises-change.js';
import { anInstance, usd } from '../an-instance.js';

const promises = { ...anInstance().promises, maxCost: usd(2_550_000), stopAfterMs: 3_661_000 };

it('asks for nothing when nothing was touched', () => {
  const form = formOf(anInstance({ promises }));
  expect(form).toEqual({ maxCost: '25.5', stopAfter: '1h1m1s' });
  expect(changeOf(form, form)).toEqual({ change: {}, errors: {} });
});

it('asks for what was changed, and ends what was emptied', () => {
  const before = formOf(anInstance({ promises }));
  expect(changeOf({ maxCost: '$30', stopAfter: '' }, before)).toEqual({
    change: { maxCost: '30', stopAfterMs: null },
    errors: {},
  });
  expect(changeOf({ maxCost: ' ', stopAfter: '2h' }, before).change).toEqual({ maxCost: null, stopAfterMs: 7_200_000 });
});

it.each([
  [{ maxCost: '1,5', stopAfter: '' }, ['maxCost']],
  [{ maxCost: '-1', stopAfter: 'soon' }, ['maxCost', 'stopAfter']],
  [{ maxCost: '', stopAfter: '0.1s' }, ['stopAfter']],
])('refuses %o', (form, wrong) => {
  expect(Object.keys(changeOf(form, { maxCost: '', stopAfter: '' }).errors)).toEqual(wrong);
});
