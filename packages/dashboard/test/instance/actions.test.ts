import { expect, it } from 'vitest';
import { actionsOf } from '../../src/instance/actions.js';
import { anInstance, usd } from '../an-instance.js';

const noCloud = { instanceId: null, name: 'n', status: null, released: false };

it.each([
  ['pending', ['recreate', 'delete']],
  ['starting', ['stop', 'recreate', 'delete']],
  ['ready', ['restart', 'stop', 'recreate', 'delete']],
  ['stopping', ['recreate', 'delete']],
  ['stopped', ['start', 'recreate', 'delete']],
  ['reclaimed', ['start', 'recreate', 'delete']],
  ['failed', ['recreate']],
  ['deleting', []],
  ['deleted', []],
] as const)('offers for one that is %s: %s', (status, names) => {
  expect(actionsOf(anInstance({ status })).map(({ name }) => name)).toEqual(names);
});

it('does not stop what is not in the cloud, nor start or recreate what was replaced', () => {
  expect(actionsOf(anInstance({ status: 'creating', novita: noCloud })).map(({ name }) => name)).toEqual([
    ...['recreate', 'delete'],
  ]);
  expect(actionsOf(anInstance({ status: 'stopped', replacedBy: 'inst_2' })).map(({ name }) => name)).toEqual([
    'delete',
  ]);
});

it('says what it means for the cost', () => {
  const ready = anInstance({ cost: { perHour: usd(67_000), soFar: null } });
  expect(actionsOf(ready).find(({ name }) => name === 'stop')?.meaning).toContain('$0.67 an hour');
});
