import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema } from './problem.js';
import type { Services } from './services.js';

/** Numbers for Prometheus. Needs a key with the scope `read`, unless the settings say otherwise. */
export function metricsRoutes(app: FastifyInstance, services: Services): void {
  const { metrics, metricsArePublic } = services;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/metrics',
    {
      config: { isPublic: metricsArePublic },
      schema: {
        operationId: 'getMetrics',
        summary: 'Numbers for Prometheus',
        description: 'Text format 0.0.4. docs/metrics.md lists the names.',
        tags: ['health'],
        response: {
          200: { description: 'Default Response', content: { 'text/plain': { schema: z.string() } } },
          401: problemSchema,
        },
      },
    },
    async (_request, reply) => {
      const text = await metrics.render(services);
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
    },
  );
}
