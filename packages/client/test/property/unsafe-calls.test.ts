import type { ServerResponse } from 'node:http';
import { retry, type Backoff } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { decideRetry } from '../../src/middleware/retry.js';
import { closeAll, harness, type Harness } from '../client-harness.js';
import { errorOf, type Failure } from '../conformance/failures.js';
import { json, until } from '../loopback-server.js';

afterEach(closeAll);

/** A fixed seed, so that each run of the tests does the same; a failure names the path that repeats it. */
const SEED = 20_260_101;
const MAX_RETRIES = 3;
const MAX_RETRY_AFTER_MS = 60_000;
const STATUSES = [302, 400, 401, 403, 404, 408, 409, 418, 422, 425, 429, 429, 500, 502, 503, 504, 599];

/** Whether a failed attempt surely did not run. Written down again, apart from the code. */
function isProof(failure: Failure): boolean {
  switch (failure.kind) {
    case 'answer':
    case 'unreadable_answer':
      return failure.status >= 400 && failure.status <= 499 && ![408, 425].includes(failure.status);
    case 'connection':
    case 'attempt_timeout':
    case 'deadline_exceeded':
    case 'aborted':
      return !failure.requestSent;
    case 'foreign':
      return false;
    default:
      return true;
  }
}

const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('answer' as const),
      status: fc.constantFrom(...STATUSES),
      retryAfterMs: fc.integer({ min: 0, max: 2 * MAX_RETRY_AFTER_MS }),
    },
    { requiredKeys: ['kind', 'status'] },
  ),
  fc.record({ kind: fc.constant('unreadable_answer' as const), status: fc.constantFrom(200, 201, ...STATUSES) }),
  fc.record({
    kind: fc.constantFrom('connection', 'attempt_timeout', 'deadline_exceeded', 'aborted'),
    requestSent: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom(
      'circuit_open',
      'queue_full',
      'invalid_argument',
      'missing_api_key',
      'client_closed',
      'foreign',
    ),
  }),
);

describe('a call that is not idempotent, whatever fails', () => {
  it('is repeated only after a proof that it did not run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { minLength: 1, maxLength: 8 }), fc.nat(8), async (failures, maxRetries) => {
        const clock = new FakeClock();
        const sent: Failure[] = [];
        const backoff: Backoff = () => 1_000;
        const attempt = (index: number): Promise<never> => {
          const next = failures[index % failures.length]!;
          sent.push(next);
          return Promise.reject(errorOf(next));
        };
        const decide = (error: unknown) => decideRetry(error, false, MAX_RETRY_AFTER_MS);
        const result = retry(attempt, { maxRetries, backoff, clock, decide }).catch(() => undefined);
        await clock.advance((maxRetries + 1) * MAX_RETRY_AFTER_MS);
        await result;
        for (const each of sent.slice(0, -1)) expect(isProof(each), JSON.stringify(each)).toBe(true);
        expect(sent.length).toBeLessThanOrEqual(maxRetries + 1);
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});

/** What a server does with a request. */
type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterSeconds: number | undefined }
  | { readonly kind: 'reset' | 'hang' | 'cut_short' | 'not_json' | 'success' };

const reply: fc.Arbitrary<Reply> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      status: fc.constantFrom(...STATUSES),
      retryAfterSeconds: fc.constantFrom(undefined, undefined, 0, 7, 60, 61),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      status: fc.constant(429),
      retryAfterSeconds: fc.constantFrom(undefined, 0, 7, 60),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('reset', 'hang', 'cut_short', 'not_json', 'success') }) },
);

function send(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'success':
      json(response, { ok: true });
      break;
    case 'reset':
      response.destroy();
      break;
    case 'not_json':
      response.end('<html>');
      break;
    case 'cut_short':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{', () => void response.destroy());
      break;
    case 'hang':
      break;
    case 'answer': {
      const { status, retryAfterSeconds: seconds } = reply;
      json(response, { message: 'no' }, status, seconds === undefined ? undefined : { 'retry-after': String(seconds) });
    }
  }
}

interface Script {
  replies: readonly Reply[];
  taken: number;
  /** Whether the request under way gets no answer. */
  hangs: boolean;
  /** When each request came. */
  came: number[];
}

/** A server that follows a script, and a client whose time stands still unless it waits for it. */
class Scripted {
  readonly #at: Harness;
  readonly #script: Script;

  private constructor(at: Harness, script: Script) {
    this.#at = at;
    this.#script = script;
  }

  static async start(): Promise<Scripted> {
    const script: Script = { replies: [], taken: 0, hangs: false, came: [] };
    const at = await harness(
      (response) => {
        const next = script.replies[script.taken++ % script.replies.length]!;
        script.hangs = next.kind === 'hang';
        script.came.push(at.clock.monotonic());
        send(response, next);
      },
      {
        maxRetries: MAX_RETRIES,
        deadlineMs: 10_000_000,
        rateLimit: { requestsPerMinute: Infinity, adaptive: false },
        circuitBreaker: { failureThreshold: 1_000_000 },
      },
    );
    return new Scripted(at, script);
  }

  /** Makes one call, and tells which replies its attempts got, and when they came. */
  async call(method: 'GET' | 'POST', replies: readonly Reply[]): Promise<{ got: Reply[]; came: number[] }> {
    const { client, clock } = this.#at;
    const script = Object.assign(this.#script, { replies, taken: 0, hangs: false, came: [] });
    const call = client.request({ method, path: '/create', ...(method === 'POST' && { body: {} }) });
    const isOver = watch(call);
    const isUnderWay = (): boolean => client.getQueueStatus().inFlight > 0;
    while (!isOver()) {
      await until(() => isOver() || script.hangs || (!isUnderWay() && clock.nextDelay !== undefined));
      // One timer at a time, so that a new attempt is seen before its timeout.
      if (!isOver() && (script.hangs || !isUnderWay())) await clock.advance(clock.nextDelay ?? 0);
      if (!isUnderWay()) script.hangs = false;
    }
    const { came } = this.#script;
    return { got: came.map((_, index) => replies[index % replies.length]!), came };
  }
}

/** Whether a promise has settled. */
function watch(promise: Promise<unknown>): () => boolean {
  let settled = false;
  const end = (): void => void (settled = true);
  promise.then(end, end);
  return () => settled;
}

describe('a call of the client, whatever its server does', () => {
  it('is sent again after nothing but a clear refusal when it is not idempotent', async () => {
    const scripted = await Scripted.start();
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 5 }), async (replies) => {
        const { got } = await scripted.call('POST', replies);
        expect(got.length).toBeGreaterThan(0);
        expect(got.length).toBeLessThanOrEqual(MAX_RETRIES + 1);
        for (const each of got.slice(0, -1)) expect(each).toMatchObject({ kind: 'answer', status: 429 });
      }),
      { numRuns: 150, seed: SEED },
    );
  }, 30_000);

  it('is never sent before the time that its server names', async () => {
    const scripted = await Scripted.start();
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 5 }), async (replies) => {
        const { got, came } = await scripted.call('GET', replies);
        expect(got.length).toBeLessThanOrEqual(MAX_RETRIES + 1);
        got.slice(0, -1).forEach((each, index) => {
          const waited = came[index + 1]! - came[index]!;
          const named = each.kind === 'answer' ? (each.retryAfterSeconds ?? 0) * 1_000 : 0;
          expect(waited).toBeGreaterThanOrEqual(named);
          expect(named).toBeLessThanOrEqual(MAX_RETRY_AFTER_MS);
        });
      }),
      { numRuns: 150, seed: SEED },
    );
  }, 30_000);
});
