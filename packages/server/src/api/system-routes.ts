import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { outboxState } from '../store/counts.js';
import { readSweep } from '../store/sweeps.js';
import { timeSchema } from './common-schemas.js';
import { problemSchema } from './problem.js';
import type { Services } from './services.js';

const milliseconds = z.int().min(0);

const systemSchema = z
  .object({
    version: z.string(),
    store: z.object({ kind: z.enum(['sqlite', 'postgres']) }),
    sweep: z
      .object({
        lastSuccessAt: timeSchema.nullable().describe('End of the last sweep that read the whole list of the cloud.'),
        ageMs: milliseconds.nullable().describe('Milliseconds since then.'),
        durationMs: milliseconds.describe('How long the last sweep took.'),
        lagMs: milliseconds.describe('How much later than due it began.'),
        isComplete: z.boolean().describe('Whether it read the list of the cloud to its end.'),
        watched: z.int().describe('Instances that it compared.'),
        nextAt: timeSchema.nullable().describe('When the next one is due; null while there is nothing to watch.'),
      })
      .nullable()
      .describe('Null before the first sweep.'),
    cloud: z.object({
      breaker: z.enum(['closed', 'open', 'half_open']).describe('`open`: calls fail at once, the cloud is down.'),
      requestsPerMinute: z.number().describe('The rate that was learnt: below the setting for a while after a 429.'),
      maxRequestsPerMinute: z.int().describe('The setting.'),
      freeSlots: z.number().describe('Requests that could be sent at once now.'),
      queueLength: z.int().describe('Calls that wait for the rate limit.'),
      pausedUntil: timeSchema.nullable().describe('The cloud asked to wait until then.'),
    }),
    outbox: z.object({
      waiting: z.int().describe('Webhook deliveries that wait.'),
      oldestAgeMs: milliseconds.nullable().describe('Age of the oldest of them.'),
    }),
  })
  .meta({ id: 'System' });

/** The state of the cloud and of the work, which is neither liveness nor readiness: a cloud that is down is no reason to restart. */
export function systemRoutes(app: FastifyInstance, services: Services): void {
  const { store, storeKind, client, clock, version, maxRequestsPerMinute } = services;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/system',
    {
      schema: {
        operationId: 'getSystem',
        summary: 'How the server and the cloud are doing',
        description: '`/healthz` tells whether the process lives, `/readyz` whether it can do its work.',
        tags: ['health'],
        response: { 200: systemSchema, 401: problemSchema },
      },
    },
    async () => {
      const [sweep, outbox] = await Promise.all([readSweep(store.db), outboxState(store.db)]);
      const now = clock.now();
      const since = (at: number): number => Math.max(Math.round(now - at), 0);
      const { limiter, circuitBreaker } = client.stats();
      return {
        version,
        store: { kind: storeKind },
        sweep:
          sweep === undefined
            ? null
            : {
                lastSuccessAt: time(sweep.succeededAt),
                ageMs: sweep.succeededAt === null ? null : since(sweep.succeededAt),
                durationMs: Math.round(sweep.durationMs),
                lagMs: Math.round(sweep.lagMs),
                isComplete: sweep.isComplete,
                watched: sweep.watched,
                nextAt: time(sweep.nextAt),
              },
        cloud: {
          breaker: circuitBreaker,
          requestsPerMinute: limiter.requestsPerMinute,
          maxRequestsPerMinute,
          freeSlots: limiter.freeSlots,
          queueLength: limiter.queueLength,
          pausedUntil: time(limiter.pausedUntil ?? null),
        },
        outbox: { waiting: outbox.waiting, oldestAgeMs: outbox.oldestAt === null ? null : since(outbox.oldestAt) },
      };
    },
  );
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
