import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { orUnavailable } from './or-unavailable.js';
import { problemSchema } from './problem.js';
import type { Services } from './services.js';

const tags = ['orphans'];
const LIST = 'The list of the cloud';

const cloudItemSchema = z.object({ novitaInstanceId: z.string(), name: z.string(), status: z.string() });
const straySchema = cloudItemSchema.extend({
  instanceId: z.string().describe('The instance in whose name it was made, and which does not know of it.'),
});

const orphanReportSchema = z
  .object({
    strays: z.array(straySchema).describe('Left behind by instances of this server; they may cost money.'),
    foreign: z.array(cloudItemSchema).describe('Not made by this server. They are never touched.'),
    missing: z
      .array(z.object({ instanceId: z.string(), novitaInstanceId: z.string() }))
      .describe('Instances of this server that the list of the cloud does not hold.'),
  })
  .meta({ id: 'OrphanReport' });

const cleanUpRequestSchema = z
  .strictObject({ dryRun: z.boolean().default(false).describe('Only tell what would be deleted.') })
  .meta({ id: 'CleanUpOrphansRequest' });

const cleanUpSchema = z
  .object({ dryRun: z.boolean(), strays: z.array(straySchema.extend({ deleted: z.boolean() })) })
  .meta({ id: 'OrphanCleanUp' });

/** What the cloud has that the server does not, and the reverse. */
export function orphanRoutes(app: FastifyInstance, { orphans }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const problems = { 401: problemSchema, 503: problemSchema };

  routes.get(
    '/v1/orphans',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'listOrphans',
        summary: 'Compare the cloud with the server',
        description: 'Reads the whole list of the cloud, and changes nothing.',
        tags,
        response: { 200: orphanReportSchema, ...problems },
      },
    },
    () => orUnavailable(orphans.report(), LIST),
  );

  routes.post(
    '/v1/orphans/clean-up',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'cleanUpOrphans',
        summary: 'Delete strays',
        description: 'Deletes only what bears the marker of an instance of this server, after one more look at each.',
        tags,
        body: cleanUpRequestSchema,
        response: { 200: cleanUpSchema, 400: problemSchema, 413: problemSchema, 415: problemSchema, ...problems },
      },
    },
    ({ body }) => orUnavailable(orphans.cleanUp(body), LIST),
  );
}
