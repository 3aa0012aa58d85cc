import { FakeClock, loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { ApiError, mapApiError, type FieldProblem } from '../../src/index.js';
import { Call } from '../../src/middleware/call.js';
import { exchange } from '../../src/middleware/exchange.js';
import { settingsOf } from '../../src/request-options.js';
import { CallStats } from '../../src/stats/call-stats.js';
import type { TransportResponse } from '../../src/transport/transport.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly status: number;
    readonly headers: TransportResponse['headers'];
    readonly body: string;
    readonly error: {
      readonly className: string;
      readonly code: string;
      readonly reason: string | null;
      readonly detail: string | null;
      readonly retryAfterMs: number | null;
      readonly requestId: string | null;
      readonly correlationId: string;
      readonly fieldProblems: readonly FieldProblem[];
    };
  }[];
}

const vectors = loadVectors('error-map.json') as Vectors;

/** What a call throws that is answered so. */
async function thrownFor(response: TransportResponse): Promise<unknown> {
  const defaults = { timeoutMs: 1_000, deadlineMs: 1_000, maxRetries: 0 };
  const kind = { owner: 'NovitaClient.request', basePath: '', defaults, format: 'json' } as const;
  const call = new Call(settingsOf({ method: 'GET', path: '/x', correlationId: 'call-1' }, kind));
  call.secret = 'odd-key-42';
  const transport = { send: async () => response, close: async () => undefined };
  const clock = new FakeClock(1_767_225_600_000);
  const stats = new CallStats(clock.now());
  try {
    return await exchange({ transport, mapError: mapApiError, maxResponseBytes: 1_000_000, stats, clock })(call);
  } catch (error) {
    return error;
  }
}

describe('error-map.json', () => {
  it.each(vectors.cases)('$name', async ({ status, headers, body, error: expected }) => {
    const error = await thrownFor({ status, headers, body: Buffer.from(body), stream: undefined });
    expect(error).toBeInstanceOf(ApiError);
    const { name, code, reason, detail, retryAfterMs, requestId, correlationId, fieldProblems } = error as ApiError;
    expect({
      ...{ className: name, code, reason: reason ?? null, detail: detail ?? null },
      ...{ retryAfterMs: retryAfterMs ?? null, requestId: requestId ?? null, correlationId, fieldProblems },
    }).toEqual(expected);
    expect((error as ApiError).constructor.name).toBe(expected.className);
    expect(error).toHaveProperty('status', status);
  });
});
