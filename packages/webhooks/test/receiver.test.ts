import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '@novita-fleet/testkit';
import {
  WebhookReceiver,
  type ReceiverRequest,
  type ReceiverResponse,
  type ReplayStore,
  type WebhookReceiverOptions,
} from '../src/index.js';
import { aSignedEvent, anEvent, OTHER_SECRET, SECRET, START_SECONDS } from './signed-event.js';

function aReceiver(options: Partial<WebhookReceiverOptions> = {}): WebhookReceiver {
  return new WebhookReceiver({ secrets: SECRET, onEvent: () => undefined, clock: new FakeClock(), ...options });
}

function post(change: Partial<ReceiverRequest> = {}): ReceiverRequest {
  return { method: 'POST', ...aSignedEvent(), ...change };
}

function codeOf(response: ReceiverResponse): unknown {
  expect(response.headers['content-type']).toBe('application/problem+json');
  const problem = JSON.parse(response.body) as Record<string, unknown>;
  expect(problem).toMatchObject({ type: 'about:blank', status: response.status });
  return problem.code;
}

describe('WebhookReceiver', () => {
  it('runs the handler and answers 200', async () => {
    const onEvent = vi.fn();
    const response = await aReceiver({ onEvent }).handle(post());
    expect(response).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(onEvent).toHaveBeenCalledExactlyOnceWith(anEvent(), { id: 'evt_1', timestamp: START_SECONDS });
  });

  it('answers a duplicate with 200 and does not run the handler again', async () => {
    const onEvent = vi.fn();
    const clock = new FakeClock();
    const receiver = aReceiver({ onEvent, clock });
    await receiver.handle(post());
    await clock.advance(3 * 86_400_000);
    const again = post(aSignedEvent({}, { timestamp: START_SECONDS + 3 * 86_400 }));
    expect(await receiver.handle(again)).toMatchObject({ status: 200, body: '{"status":"duplicate"}' });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  it('asks the second of two concurrent deliveries to come again', async () => {
    let finish: () => void = () => undefined;
    const onEvent = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const receiver = aReceiver({ onEvent });
    const first = receiver.handle(post());
    const second = await receiver.handle(post());
    expect(second).toMatchObject({ status: 503, body: '{"status":"in_progress"}', headers: { 'retry-after': '5' } });
    finish();
    expect(await first).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(await receiver.handle(post())).toMatchObject({ body: '{"status":"duplicate"}' });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  it('handles an event again after its handler threw', async () => {
    const onEvent = vi.fn().mockRejectedValueOnce(new Error(`the database of ${SECRET} is away`));
    const onError = vi.fn();
    const receiver = aReceiver({ onEvent, onError });
    const failed = await receiver.handle(post());
    expect(failed.status).toBe(500);
    expect(codeOf(failed)).toBe('webhook_handler_failed');
    expect(failed.body).not.toContain('database');
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'handler');
    expect(await receiver.handle(post())).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  it.each<[number, string, Partial<ReceiverRequest>]>([
    [401, 'webhook_header_missing', { headers: {} }],
    [401, 'webhook_signature_mismatch', aSignedEvent({}, { secrets: [OTHER_SECRET] })],
    [401, 'webhook_timestamp_stale', aSignedEvent({}, { timestamp: START_SECONDS - 301 })],
    [401, 'webhook_timestamp_stale', aSignedEvent({}, { timestamp: START_SECONDS + 301 })],
    [400, 'webhook_malformed', aSignedEvent({ sequence: -1 })],
    [413, 'webhook_too_large', { body: Buffer.alloc(1_048_577) }],
    [405, 'webhook_method_not_allowed', { method: 'GET' }],
    [500, 'invalid_argument', { body: anEvent() as unknown as Uint8Array }],
  ])('answers %i %s', async (status, code, change) => {
    const onEvent = vi.fn();
    const response = await aReceiver({ onEvent }).handle(post(change));
    expect(response.status).toBe(status);
    expect(codeOf(response)).toBe(code);
    expect(response.headers.allow).toBe(status === 405 ? 'POST' : undefined);
    expect(response.headers['www-authenticate']).toBe(status === 401 ? 'WebhookSignature' : undefined);
    expect(response.body).not.toContain('inst_1');
    expect(response.body).not.toContain(SECRET);
    expect(onEvent).not.toHaveBeenCalled();
  });

  it('asks for the secrets at each request', async () => {
    let secrets: string | string[] = OTHER_SECRET;
    const receiver = aReceiver({ secrets: () => Promise.resolve(secrets) });
    expect((await receiver.handle(post())).status).toBe(401);
    secrets = [OTHER_SECRET, SECRET];
    expect((await receiver.handle(post())).status).toBe(200);
  });

  it('answers 500 and tells nothing when the secrets or the store fail', async () => {
    const fail = (): never => {
      throw new Error('vault at 10.0.0.1 is sealed');
    };
    for (const [stage, options] of [
      ['secrets', { secrets: fail }],
      ['store', { replayStore: { claim: fail } }],
    ] as const) {
      const onError = vi.fn();
      const response = await aReceiver({ ...options, onError }).handle(post());
      expect(response.status).toBe(500);
      expect(codeOf(response)).toBe('internal_error');
      expect(response.body).not.toContain('vault');
      expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), stage);
    }
  });

  it('answers 200 for a handled event that the store cannot note', async () => {
    const onError = vi.fn();
    const replayStore: ReplayStore = {
      claim: () => ({
        state: 'new',
        complete: () => Promise.reject(new Error('away')),
        release: () => undefined,
      }),
    };
    expect((await aReceiver({ replayStore, onError }).handle(post())).status).toBe(200);
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'store');
  });

  it('is not shaken by a log that throws', async () => {
    const onError = (): never => {
      throw new Error('disk full');
    };
    expect((await aReceiver({ onError }).handle(post({ headers: {} }))).status).toBe(401);
  });

  it('shows no secret', () => {
    const receiver = aReceiver();
    expect(inspect(receiver, { depth: 9, showHidden: true }) + JSON.stringify(receiver)).not.toContain(SECRET.slice(6));
  });

  it.each([
    { secrets: [] },
    { secrets: 'whsec_cut' },
    { onEvent: undefined as never },
    { toleranceSeconds: 0 },
    { maxBodyBytes: 0 },
    { tolerance: 300 },
  ])('refuses the options %o', (options) =>
    expect(() => aReceiver(options)).toThrow(/secret|onEvent|tolerance|maxBody/),
  );
});
