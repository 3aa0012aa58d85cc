import { NotFoundError } from '@novita-fleet/client';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { idParamsSchema } from './common-schemas.js';
import {
  connectionSchema,
  instanceMetricsSchema,
  metricsQuerySchema,
  windowProblem,
} from './instance-access-schemas.js';
import { orUnavailable } from './or-unavailable.js';
import { ownInstance } from './own-instance.js';
import { ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';

const HOUR_MS = 60 * 60_000;

/** So many samples make a curve, however long the time is. */
const SAMPLES = 120;

/** The shortest time between two samples that is asked for, in seconds; the cloud takes no less than 15. */
const LEAST_INTERVAL_SECONDS = 30;

/** What only the cloud knows of an instance: each call asks it. */
export function instanceAccessRoutes(app: FastifyInstance, { store, cloudAccess, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const one = { params: idParamsSchema, tags: ['instances'] };
  const errors = { 401: problemSchema, 404: problemSchema, 503: problemSchema };

  routes.get(
    '/v1/instances/:id/connection',
    {
      config: { scope: 'write' },
      schema: {
        operationId: 'getInstanceConnection',
        summary: 'How to get into an instance, with its passwords',
        description:
          'Read from the cloud for each call, and kept nowhere. Needs the scope `write`: who gets into an instance can ' +
          'do everything with it.',
        ...one,
        response: { 200: connectionSchema, 409: problemSchema, ...errors },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      const { instance } = await ownInstance(store, principal, id);
      const { cloudId } = instance;
      const found =
        cloudId === null || instance.released
          ? undefined
          : await orUnavailable(orNothing(cloudAccess.connection(cloudId)), 'The connection of the instance');
      if (found === undefined) {
        throw new ProblemError('invalid_state', `The instance is ${instance.state}; the cloud has none of it.`);
      }
      reply.header('cache-control', 'no-store');
      return { ...found, endpoints: [...found.endpoints] };
    },
  );

  routes.get(
    '/v1/instances/:id/metrics',
    {
      schema: {
        operationId: 'getInstanceMetrics',
        summary: 'How much the GPUs of an instance had to do',
        description: 'Read from the cloud for each call; its figures are about a minute late. Empty when it has none.',
        ...one,
        querystring: metricsQuerySchema,
        response: { 200: instanceMetricsSchema, 400: problemSchema, ...errors },
      },
    },
    async ({ principal, params: { id }, query }) => {
      const to = query.to === undefined ? clock.now() : Date.parse(query.to);
      const from = query.from === undefined ? to - HOUR_MS : Date.parse(query.from);
      const message = windowProblem(from, to);
      if (message !== undefined) {
        throw new ProblemError('validation_failed', 'The query of the request is not valid: from.', [
          { field: 'from', message },
        ]);
      }
      const { cloudId } = (await ownInstance(store, principal, id)).instance;
      const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      if (cloudId === null) return { ...window, intervalSeconds: null, gpu: [] };
      const intervalSeconds = Math.max(Math.ceil((to - from) / 1_000 / SAMPLES), LEAST_INTERVAL_SECONDS);
      const samples = await orUnavailable(
        cloudAccess.gpuUse(cloudId, { from, to, intervalSeconds }),
        'The metrics of the instance',
      );
      return {
        ...window,
        intervalSeconds,
        gpu: samples.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })),
      };
    },
  );
}

/** Undefined for what the cloud has no more. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}
