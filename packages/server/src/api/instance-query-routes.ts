import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ownerSeenBy } from '../scope.js';
import { listInstances } from '../store/instance-query.js';
import { listEvents } from '../store/instances.js';
import { idFilterSchema, idParamsSchema } from './common-schemas.js';
import { Cursors } from './cursor.js';
import { tag } from './entity-tag.js';
import { eventListQuerySchema, eventListSchema, eventSchema } from './event-schemas.js';
import { instanceListQuerySchema, instanceListSchema, instanceSchema } from './instance-schemas.js';
import { ownInstance } from './own-instance.js';
import { ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';
import { instanceView } from './views.js';

const tags = ['instances'];

const TAG = 'Its ETag stands for the version of the instance: `cost.soFar` grows without a new one.';

/** Looking at instances and at what happened to them. */
export function instanceQueryRoutes(app: FastifyInstance, { store, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const one = { params: idParamsSchema, tags };
  const errors = { 401: problemSchema, 404: problemSchema };
  const pages = new Cursors(z.strictObject({ createdAt: z.int(), id: idFilterSchema }));
  const eventPages = new Cursors(z.strictObject({ after: z.int() }));

  routes.get(
    '/v1/instances',
    {
      schema: {
        operationId: 'listInstances',
        summary: 'List instances, newest first',
        description: `An administrator sees those of every key, every other key its own. ${TAG}`,
        tags,
        querystring: instanceListQuerySchema,
        response: { 200: instanceListSchema, 400: problemSchema, 401: problemSchema },
      },
    },
    async ({ principal, query: { limit, cursor, ...filters } }, reply) => {
      const after = cursor === undefined ? undefined : pages.parse(cursor, filters);
      const { createdAfter, createdBefore } = filters;
      const page = await listInstances(store.db, {
        limit: limit + 1,
        after,
        ids: filters.id,
        states: filters.status,
        name: filters.name,
        metadata: filters.metadata,
        createdAfter: createdAfter === undefined ? undefined : Date.parse(createdAfter),
        createdBefore: createdBefore === undefined ? undefined : Date.parse(createdBefore),
        owners: [ownerSeenBy(principal), filters.owner].filter((owner) => owner !== undefined),
      });
      const data = page.slice(0, limit);
      const last = data.at(-1)?.instance;
      const isMore = page.length > limit && last !== undefined;
      const nextCursor = isMore ? pages.format({ createdAt: last.createdAt, id: last.id }, filters) : null;
      tag(reply, [data.map(({ instance: { id }, version }) => [id, version]), nextCursor]);
      const now = clock.now();
      return { data: data.map((stored) => instanceView(stored, now)), nextCursor };
    },
  );

  routes.get(
    '/v1/instances/:id',
    {
      schema: {
        operationId: 'getInstance',
        summary: 'Look at an instance',
        description: TAG,
        ...one,
        response: { 200: instanceSchema, ...errors },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      const stored = await ownInstance(store, principal, id);
      tag(reply, [id, stored.version]);
      return instanceView(stored, clock.now());
    },
  );

  routes.get(
    '/v1/instances/:id/events',
    {
      schema: {
        operationId: 'listInstanceEvents',
        summary: 'What happened to an instance, in order',
        ...one,
        querystring: eventListQuerySchema,
        response: { 200: eventListSchema, 400: problemSchema, ...errors },
      },
    },
    async ({ principal, params: { id }, query: { after, cursor, limit } }) => {
      if (after !== undefined && cursor !== undefined) {
        const message = 'Cannot be combined with `cursor`.';
        throw new ProblemError('validation_failed', 'The query of the request is not valid: after.', [
          { field: 'after', message },
        ]);
      }
      await ownInstance(store, principal, id);
      const from = cursor === undefined ? (after ?? 0) : eventPages.parse(cursor, id).after;
      const page = await listEvents(store.db, { instanceId: id, after: from, limit: limit + 1 });
      const events = page.slice(0, limit);
      const last = events.at(-1);
      const nextCursor =
        page.length > limit && last !== undefined ? eventPages.format({ after: last.sequence }, id) : null;
      return { data: events.map(({ body }) => eventSchema.parse(JSON.parse(body))), nextCursor };
    },
  );
}
