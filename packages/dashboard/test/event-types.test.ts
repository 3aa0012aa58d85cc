import { WEBHOOK_EVENT_TYPES } from '@novita-fleet/webhooks';
import { expect, it } from 'vitest';
import { EVENT_TYPES as LISTENED } from '../src/live/event-types.js';
import { EVENT_TYPES as OFFERED } from '../src/webhooks/event-types.js';

/** Nobody subscribes to the answer to a press of a button. */
const TEST = 'webhook.test';

it('knows every type of event: a page hears only of those that it names', () => {
  const ofInstances = WEBHOOK_EVENT_TYPES.filter((type) => type.startsWith('instance.'));
  expect(LISTENED.toSorted()).toEqual(ofInstances.toSorted());
  const all = WEBHOOK_EVENT_TYPES.filter((type) => type !== TEST);
  expect(OFFERED.map(({ type }) => type).toSorted()).toEqual(all.toSorted());
});
