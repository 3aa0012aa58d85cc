import { expect, it } from 'vitest';
import { describeEvent } from '../../src/instance/describe-event.js';
import { merged } from '../../src/instance/merged-events.js';
import { anEvent } from '../an-instance.js';

it('shows each event once, in order, whether it was read or told', () => {
  const [one, two, three] = [anEvent(1, 'pending'), anEvent(2, 'creating'), anEvent(3, 'starting')];
  expect(merged([one, two], [three, two]).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

it('says in a few words what happened', () => {
  const error = { code: 'idle', message: 'Nobody has used it.' };
  expect(describeEvent(anEvent(6, 'stopping', { previousStatus: 'ready', error }))).toBe(
    'Ready → Stopping · Nobody has used it. · cloud: running',
  );
  const details = { candidate: 1, place: { region: 'us' } };
  expect(describeEvent(anEvent(6, 'ready', { previousStatus: 'ready', cloudStatus: null, details }))).toBe(
    'candidate: 1 · place: {"region":"us"}',
  );
});
