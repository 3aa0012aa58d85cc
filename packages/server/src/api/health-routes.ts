import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProblemError, problemSchema } from './problem.js';
import { healthSchema } from './common-schemas.js';
import type { Services } from './services.js';

/** `/healthz`: the process lives. `/readyz`: it can do its work. Neither asks the cloud. */
export function healthRoutes(app: FastifyInstance, services: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/healthz',
    {
      config: { isPublic: true },
      schema: { summary: 'Does the process live?', tags: ['health'], security: [], response: { 200: healthSchema } },
    },
    () => ({ status: 'ok' as const }),
  );
  routes.get(
    '/readyz',
    {
      config: { isPublic: true },
      schema: {
        summary: 'Can the server do its work?',
        tags: ['health'],
        security: [],
        response: { 200: healthSchema, 503: problemSchema },
      },
    },
    async () => {
      if (!services.isWorking()) throw new ProblemError('not_ready', 'The server is starting or stopping.');
      try {
        await services.store.ping();
      } catch (error) {
        app.log.error({ err: error }, 'the store does not answer');
        throw new ProblemError('not_ready', 'The store does not answer.');
      }
      return { status: 'ok' as const };
    },
  );
}
