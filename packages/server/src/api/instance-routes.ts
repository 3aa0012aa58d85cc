import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Instance } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';
import { ownerSeenBy, type Principal } from '../scope.js';
import { findInstance, listEvents, listInstances, type Cursor, type StoredInstance } from '../store/instances.js';
import { changeOf } from './change-request.js';
import { idempotencyHeadersSchema, idParamsSchema } from './common-schemas.js';
import { changeInstanceSchema, createInstanceSchema } from './create-instance-schema.js';
import { eventListQuerySchema, eventListSchema, eventSchema } from './event-schemas.js';
import { once } from './idempotent.js';
import { instanceListQuerySchema, instanceListSchema, instanceSchema } from './instance-schemas.js';
import { creationProblems, ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';
import { instanceView } from './views.js';

const tags = ['instances'];

/** The life of instances: ask, look, change, start, stop, delete, and what happened. */
export function instanceRoutes(app: FastifyInstance, { store, instances, planner, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const view = (stored: StoredInstance) => instanceView(stored, clock.now());
  /** Looks an instance up. One of another key is not there, as far as its user can tell. */
  const own = async (principal: Principal, id: string): Promise<StoredInstance> => {
    const stored = found(await findInstance(store.db, id), id);
    const owner = ownerSeenBy(principal);
    return found(owner === undefined || owner === stored.instance.owner ? stored : undefined, id);
  };

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
        response: { 201: instanceSchema, ...creationProblems, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const parts = await planner.plan(request.body, request.principal.keyId);
      const stored = await store.write(async (tx) => {
        const key = request.headers['idempotency-key'];
        const id = await once(tx, request, key, clock.now(), () => instances.create(tx, parts));
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
    async ({ principal, query: { limit, cursor, status, owner } }) => {
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const states = status === undefined ? undefined : [status];
      const owners = [ownerSeenBy(principal), owner].filter((id) => id !== undefined);
      const page = await listInstances(store.db, { limit: limit + 1, states, after, owners });
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
    async ({ principal, params: { id } }) => view(await own(principal, id)),
  );

  routes.patch(
    '/v1/instances/:id',
    {
      schema: {
        operationId: 'changeInstance',
        summary: 'Change deadlines, budgets and labels',
        ...one,
        body: changeInstanceSchema,
        response: { 200: instanceSchema, 400: problemSchema, 409: problemSchema, ...errors },
      },
    },
    async ({ principal, params: { id }, body }) => {
      const before = await own(principal, id);
      if (isOver(before.instance)) throw refused(before, 'can no longer be changed');
      const change: Observation = { kind: 'change_requested', change: changeOf(body) };
      return view(found(await instances.request(id, change), id));
    },
  );

  /** A wish that an instance takes only in some states. */
  const action = (
    name: 'start' | 'restart' | 'stop',
    texts: { summary: string; description: string; unless: string },
    isGranted: (instance: Instance) => boolean,
  ): void => {
    routes.post(
      `/v1/instances/:id/${name}`,
      {
        schema: {
          operationId: `${name}Instance`,
          summary: texts.summary,
          description: texts.description,
          ...one,
          response: { 202: instanceSchema, 409: problemSchema, ...errors },
        },
      },
      async ({ principal, params: { id } }, reply) => {
        await own(principal, id);
        const stored = found(await instances.request(id, { kind: `${name}_requested` }), id);
        if (!isGranted(stored.instance)) throw refused(stored, texts.unless);
        return reply.code(202).send(view(stored));
      },
    );
  };

  action(
    'start',
    {
      summary: 'Start a stopped instance',
      description: 'Answers as soon as the wish is stored. When the node has no room, it stays stopped and says so.',
      unless: 'can be started once it is stopped',
    },
    ({ goal, pending, state }) => goal === 'up' && (pending?.action === 'start' || state === 'starting'),
  );
  action(
    'restart',
    {
      summary: 'Restart a running instance',
      description: 'Answers as soon as the wish is stored; the probes are asked again.',
      unless: 'can be restarted once it is running',
    },
    ({ pending }) => pending?.action === 'restart',
  );
  action(
    'stop',
    {
      summary: 'Stop an instance',
      description: 'Answers as soon as the wish is stored; stopping twice is the same as once.',
      unless: 'can be stopped once it is starting',
    },
    ({ goal, state }) => goal === 'stopped' && state !== 'reclaimed',
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
    async ({ principal, params: { id } }, reply) => {
      await own(principal, id);
      return reply.code(202).send(view(found(await instances.request(id, { kind: 'delete_requested' }), id)));
    },
  );

  routes.post(
    '/v1/instances/:id/recreate',
    {
      schema: {
        operationId: 'recreateInstance',
        summary: 'Have an instance recreated elsewhere',
        description:
          'Asks for a new instance by the same request, which takes the place of this one: this one is deleted once the ' +
          'new one is stored. Its data on local disks is lost. Doing it twice is the same as once.',
        ...one,
        response: { 201: instanceSchema, ...errors },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      await own(principal, id);
      const stored = await store.write(async (tx) => {
        const by = await instances.recreate(tx, id);
        return by === undefined ? undefined : findInstance(tx.db, by);
      });
      const created = found(stored, id);
      return reply.code(201).header('location', `/v1/instances/${created.instance.id}`).send(view(created));
    },
  );

  routes.post(
    '/v1/instances/:id/heartbeat',
    {
      schema: {
        operationId: 'heartbeatInstance',
        summary: 'Tell that an instance is in use',
        description: 'Puts off `idleStopAfterMs`.',
        ...one,
        response: { 200: instanceSchema, ...errors },
      },
    },
    async ({ principal, params: { id } }) => {
      await own(principal, id);
      return view(found(await instances.observe(id, { kind: 'heartbeat' }), id));
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
    async ({ principal, params: { id }, query: { after, limit } }) => {
      await own(principal, id);
      const events = await listEvents(store.db, { instanceId: id, after, limit });
      return { data: events.map(({ body }) => eventSchema.parse(JSON.parse(body))) };
    },
  );
}

/** Whether nothing more can come of an instance. */
function isOver({ state, goal }: Instance): boolean {
  return goal === 'deleted' || state === 'deleted' || state === 'failed' || state === 'timed_out' || state === 'lost';
}

function refused({ instance: { state } }: StoredInstance, unless: string): ProblemError {
  return new ProblemError('invalid_state', `The instance is ${state}; it ${unless}.`);
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
