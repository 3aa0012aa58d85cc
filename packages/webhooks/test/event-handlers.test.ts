import { FakeClock } from '@novita-fleet/testkit';
import { expect, it } from 'vitest';
import { WebhookReceiver, type WebhookEvent, type WebhookEventHandlers } from '../src/index.js';
import { anEvent, aSignedEvent, SECRET } from './signed-event.js';
import { thrownBy } from './thrown-by.js';

function receiving(onEvent: WebhookEventHandlers) {
  const receiver = new WebhookReceiver({ secrets: SECRET, onEvent, clock: new FakeClock() });
  return async (event: Partial<WebhookEvent>) =>
    (await receiver.handle({ method: 'POST', ...aSignedEvent(event) })).status;
}

it('calls the handler of the type, or the one for the others', async () => {
  const calls: string[] = [];
  const send = receiving({
    'instance.ready': ({ type, data }, { id }) => void calls.push(`${type} ${data.instanceId} ${id}`),
    'instance.failed': ({ data }) => void calls.push(data.error.code),
    'instance.moved_on': ({ data }) => void calls.push(`${data.details.candidate} of ${data.details.of}`),
    otherwise: ({ type }) => void calls.push(`other ${type}`),
  });
  const { data } = anEvent();
  await send({ id: 'evt_1' });
  await send({ id: 'evt_2', type: 'instance.failed', data: { ...data, error: { code: 'cloud_failed', message: '' } } });
  await send({ id: 'evt_3', type: 'instance.moved_on', data: { ...data, details: { candidate: 1, of: 3 } } });
  await send({ id: 'evt_4', type: 'instance.of_a_later_server' });
  expect(calls).toEqual(['instance.ready inst_1 evt_1', 'cloud_failed', '1 of 3', 'other instance.of_a_later_server']);
});

it('answers 200 to a type that nobody wants, and 500 when the handler of a type fails, until it does not', async () => {
  let fails = true;
  const send = receiving({
    'instance.ready': () => {
      if (fails) throw new Error('no');
    },
  });
  expect(await send({ id: 'evt_1', type: 'instance.deleted' })).toBe(200);
  expect(await send({ id: 'evt_2' })).toBe(500);
  fails = false;
  expect(await send({ id: 'evt_2' })).toBe(200);
});

it.each([
  ['a list', 'x'],
  ['null', null],
  ['a type not known', { 'instance.redy': () => undefined }],
  ['no function', { 'instance.ready': true }],
])('refuses %s', async (_, onEvent) => {
  const error = await thrownBy(() => new WebhookReceiver({ secrets: SECRET, onEvent: onEvent as never }));
  expect(error).toMatchObject({ code: 'invalid_argument', argument: 'onEvent' });
});
