import { expect, it } from 'vitest';
import { isEnd, lengthOf, phasesOf } from '../../src/instance/phases.js';
import { anEvent, anInstance } from '../an-instance.js';

const at = (text: string) => Date.parse(`2026-01-01T00:${text}.000Z`);

it('makes a phase of each change of status, in order, whatever the order of the events', () => {
  const events = [
    anEvent(3, 'starting', { timestamp: '2026-01-01T00:00:10.000Z' }),
    anEvent(1, 'pending', { timestamp: '2026-01-01T00:00:00.000Z' }),
    anEvent(2, 'creating', { timestamp: '2026-01-01T00:00:04.000Z' }),
    // Something was told without a change.
    anEvent(4, 'starting', { timestamp: '2026-01-01T00:00:20.000Z' }),
    anEvent(5, 'ready', { timestamp: '2026-01-01T00:01:00.000Z' }),
  ];
  const phases = phasesOf(anInstance(), events);
  expect(phases.map(({ status, from, to }) => [status, from, to])).toEqual([
    ['pending', at('00:00'), at('00:04')],
    ['creating', at('00:04'), at('00:10')],
    ['starting', at('00:10'), at('01:00')],
    ['ready', at('01:00'), null],
  ]);
  expect(phases.map((phase) => lengthOf(phase, at('03:00')))).toEqual([4_000, 6_000, 50_000, 120_000]);
});

it('believes the instance when its last event has not come yet', () => {
  const cause = { code: 'lost', message: 'It is gone.' };
  const instance = anInstance({ status: 'lost', since: '2026-01-01T00:02:00.000Z', cause });
  const phases = phasesOf(instance, [anEvent(1, 'ready', { timestamp: '2026-01-01T00:01:00.000Z' })]);
  expect(phases.map(({ status, from, to, cause: why }) => [status, from, to, why])).toEqual([
    ['ready', at('01:00'), at('02:00'), null],
    ['lost', at('02:00'), null, cause],
  ]);
  expect(isEnd('lost')).toBe(true);
  expect(isEnd('stopped')).toBe(false);
});

it('shows a status anew when it comes again', () => {
  const events = (['ready', 'stopping', 'stopped', 'starting', 'ready'] as const).map((status, index) =>
    anEvent(index + 1, status),
  );
  expect(phasesOf(anInstance(), events).map(({ status }) => status)).toEqual([
    ...['ready', 'stopping', 'stopped', 'starting', 'ready'],
  ]);
});
