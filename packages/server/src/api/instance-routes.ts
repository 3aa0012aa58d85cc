import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { waitForAnswer } from '../instances/wait-for-answer.js';
import type { Instance } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';
import { findInstance, type StoredInstance } from '../store/instances.js';
import { changeOf } from './change-request.js';
import { createHeadersSchema, idParamsSchema } from './common-schemas.js';
import { changeInstanceSchema, createInstanceSchema } from './create-instance-schema.js';
import { once } from './idempotent.js';
import { instanceSchema } from './instance-schemas.js';
import { found, ownInstance } from './own-instance.js';
import { preferredWait } from './prefer.js';
import { creationProblems, ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';
import { instanceView } from './views.js';

const tags = ['instances'];

/** The life of instances: ask, change, start, stop, delete. */
export function instanceRoutes(app: FastifyInstance, services: Services): void {
  const { store, instances, changes, budgets, planner, clock } = services;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const view = (stored: StoredInstance) => instanceView(stored, clock.now());
  routes.post(
    '/v1/instances',
    {
      schema: {
        operationId: 'createInstance',
        summary: 'Ask for an instance',
        description:
          'Answers as soon as the wish is stored, before the cloud is asked; with `Prefer: wait=N` once the cloud has ' +
          'answered, after N seconds at the latest. Send an Idempotency-Key to make a repetition safe.',
        tags,
        headers: createHeadersSchema,
        body: createInstanceSchema,
        response: { 201: instanceSchema, ...creationProblems, 402: problemSchema, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const planned = await planner.plan(request.body, request.principal.keyId);
      const stored = await store.write(async (tx) => {
        const key = request.headers['idempotency-key'];
        let made: StoredInstance | undefined;
        const id = await once(tx, request, key, clock.now(), async () => {
          await budgets.check(tx, request.principal.keyId);
          made = await instances.create(tx, planned);
          return made.instance.id;
        });
        return made ?? findInstance(tx.db, id);
      });
      const created = found(stored, '');
      reply.code(201).header('location', `/v1/instances/${created.instance.id}`);
      const waitS = preferredWait(request.headers.prefer);
      if (waitS === undefined) return reply.send(view(created));
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const parts = { store, changes, clock, signal: gone.signal };
      const answered = await waitForAnswer(created, waitS * 1_000, parts);
      return reply.header('preference-applied', `wait=${waitS}`).send(view(answered));
    },
  );

  const one = { params: idParamsSchema, tags };
  const errors = { 401: problemSchema, 404: problemSchema };

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
      const before = await ownInstance(store, principal, id);
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
          response: {
            202: instanceSchema,
            ...(name === 'start' && { 402: problemSchema }),
            409: problemSchema,
            ...errors,
          },
        },
      },
      async ({ principal, params: { id } }, reply) => {
        const { owner } = (await ownInstance(store, principal, id)).instance;
        if (name === 'start') await budgets.check(store, owner);
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
      await ownInstance(store, principal, id);
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
        response: { 201: instanceSchema, 402: problemSchema, ...errors },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      const { owner, replacedBy } = (await ownInstance(store, principal, id)).instance;
      const stored = await store.write(async (tx) => {
        if (replacedBy === null) await budgets.check(tx, owner);
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
      await ownInstance(store, principal, id);
      return view(found(await instances.observe(id, { kind: 'heartbeat' }), id));
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
