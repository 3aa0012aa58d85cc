import { afterEach, expect, it } from 'vitest';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until } from './loopback-server.js';

afterEach(closeAll);

it('a logger that throws changes nothing of what a call does', async () => {
  const told: string[] = [];
  const broken = (message: string): never => {
    told.push(message);
    throw new Error('the log is full');
  };
  const { client, clock } = await harness(
    (response, _seen, index) => json(response, { index }, index === 0 ? 503 : 200),
    {
      logger: { debug: broken, info: broken, warn: broken, error: broken },
      circuitBreaker: { failureThreshold: 1, openMs: 500, successThreshold: 1 },
    },
  );
  const call = client.get('/x');
  await until(() => told.includes('retry'));
  await clock.advance(1_000);
  await expect(call).resolves.toEqual({ index: 1 });
  expect(told).toEqual(['request', 'circuit breaker', 'retry', 'circuit breaker', 'circuit breaker', 'response']);
  expect(await failure(client.get('/x', { signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' });
});

it('keeps `this` of the logger, which a class may need', async () => {
  class Kept {
    readonly lines: string[] = [];
    debug(message: string): void {
      this.lines.push(message);
    }
    info = this.debug.bind(this);
    warn = this.debug.bind(this);
    error = this.debug.bind(this);
  }
  const logger = new Kept();
  const { client } = await harness((response) => json(response, 1), { logger });
  await client.get('/x');
  expect(logger.lines).toEqual(['request', 'response']);
});
