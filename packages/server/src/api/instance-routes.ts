import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { findInstance, listEvents, listInstances, type Cursor, type StoredInstance } from '../store/instances.js';
import { once } from './idempotent.js';
import { creationProblems, ProblemError, problemSchema } from './problem.js';
import {
  createInstanceSchema,
  eventListQuerySchema,
  eventListSchema,
  eventSchema,
  idempotencyHeadersSchema,
  idParamsSchema,
  instanceListQuerySchema,
  instanceListSchema,
  instanceSchema,
} from './schemas.js';
import type { Services } from './services.js';
import { instanceView } from './views.js';

const tags = ['instances'];

/** The life of instances: ask, look, stop, delete, and what happened. */
export function instanceRoutes(app: FastifyInstance, { store, instances, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const view = (stored: StoredInstance) => instanceView(stored, clock.now());

  routes.post(
    '/v1/instances',
    {
      schema: {
        operationId: 'createInstance',
        summary: 'Ask for an instance',
        description: 'Answers as soon as the wish is stored. Send an Idempotency-Key to make a repetition safe.',
        tags,
        headers: idempotencyHeadersSchema,
        body: createInstanceSchema,
        response: { 201: instanceSchema, ...creationProblems },
      },
    },
    async (request, reply) => {
      const stored = await store.write(async (tx) => {
        const key = request.headers['idempotency-key'];
        const id = await once(tx, request, key, clock.now(), () => instances.create(tx, request.body));
        return findInstance(tx.db, id);
      });
      const created = found(stored, '');
      return reply.code(201).header('location', `/v1/instances/${created.instance.id}`).send(view(created));
    },
  );

  routes.get(
    '/v1/instances',
    {
      schema: {
        operationId: 'listInstances',
        summary: 'List instances, newest first',
        tags,
        querystring: instanceListQuerySchema,
        response: { 200: instanceListSchema, 400: problemSchema, 401: problemSchema },
      },
    },
    async ({ query: { limit, cursor, status } }) => {
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const states = status === undefined ? undefined : [status];
      const page = await listInstances(store.db, { limit: limit + 1, states, after });
      const data = page.slice(0, limit);
      const last = data.at(-1)?.instance;
      const nextCursor = page.length > limit && last !== undefined ? formatCursor(last) : null;
      return { data: data.map(view), nextCursor };
    },
  );

  const one = { params: idParamsSchema, tags };
  const errors = { 401: problemSchema, 404: problemSchema };

  routes.get(
    '/v1/instances/:id',
    {
      schema: {
        operationId: 'getInstance',
        summary: 'Look at an instance',
        ...one,
        response: { 200: instanceSchema, ...errors },
      },
    },
    async ({ params: { id } }) => view(found(await findInstance(store.db, id), id)),
  );

  routes.post(
    '/v1/instances/:id/stop',
    {
      schema: {
        operationId: 'stopInstance',
        summary: 'Stop an instance',
        description: 'Answers as soon as the wish is stored; stopping twice is the same as once.',
        ...one,
        response: { 202: instanceSchema, 409: problemSchema, ...errors },
      },
    },
    async ({ params: { id } }, reply) => {
      const stored = found(await instances.request(id, 'stop_requested'), id);
      if (stored.instance.goal !== 'stopped') {
        const { state } = stored.instance;
        throw new ProblemError('invalid_state', `The instance is ${state}; it can be stopped once it is starting.`);
      }
      return reply.code(202).send(view(stored));
    },
  );

  routes.delete(
    '/v1/instances/:id',
    {
      schema: {
        operationId: 'deleteInstance',
        summary: 'Delete an instance',
        description: 'Answers as soon as the wish is stored; deleting twice is the same as once.',
        ...one,
        response: { 202: instanceSchema, ...errors },
      },
    },
    async ({ params: { id } }, reply) =>
      reply.code(202).send(view(found(await instances.request(id, 'delete_requested'), id))),
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
    async ({ params: { id }, query: { after, limit } }) => {
      found(await findInstance(store.db, id), id);
      const events = await listEvents(store.db, { instanceId: id, after, limit });
      return { data: events.map(({ body }) => eventSchema.parse(JSON.parse(body))) };
    },
  );
}

function found(stored: StoredInstance | undefined, id: string): StoredInstance {
  if (stored === undefined) throw new ProblemError('instance_not_found', `There is no instance ${id}.`);
  return stored;
}

function formatCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

function parseCursor(cursor: string): Cursor {
  const match = /^(\d{1,16}) (\w{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const [, createdAt, id] = match ?? [];
  if (createdAt === undefined || id === undefined) {
    const message = 'Must be the `nextCursor` of the page before.';
    throw new ProblemError('validation_failed', 'The query of the request is not valid: cursor.', [
      { field: 'cursor', message },
    ]);
  }
  return { createdAt: Number(createdAt), id };
}
