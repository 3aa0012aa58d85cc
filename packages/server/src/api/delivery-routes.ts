import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ownerSeenBy, type Principal } from '../scope.js';
import {
  findDelivery,
  listAttempts,
  listDeliveries,
  redeliver,
  type DeliveryCursor,
  type WholeDelivery,
} from '../store/delivery-queries.js';
import { idParamsSchema } from './common-schemas.js';
import {
  deliveryListQuerySchema,
  deliveryListSchema,
  deliverySchema,
  wholeDeliverySchema,
} from './delivery-schemas.js';
import { checkEnabled, ownEndpoint } from './own-endpoint.js';
import { ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';
import { attemptView, deliveryView } from './views.js';

const tags = ['deliveries'];

/** Attempts that are shown of a delivery at most. */
const MAX_LOG = 100;

/** What was sent to whom, and what came of it. */
export function deliveryRoutes(app: FastifyInstance, { store, outbox, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  /** Looks a delivery up. One to an endpoint of another key is not there, as far as its user can tell. */
  const own = (principal: Principal, delivery: WholeDelivery | undefined, id: string): WholeDelivery => {
    const owner = ownerSeenBy(principal);
    if (delivery !== undefined && (owner === undefined || delivery.owner === owner)) return delivery;
    throw new ProblemError('delivery_not_found', `There is no delivery ${id}.`);
  };

  routes.get(
    '/v1/deliveries',
    {
      schema: {
        operationId: 'listDeliveries',
        summary: 'List deliveries, newest first',
        description: 'With `status=dead` it lists the dead letters.',
        tags,
        querystring: deliveryListQuerySchema,
        response: { 200: deliveryListSchema, 400: problemSchema, 401: problemSchema },
      },
    },
    async ({ principal, query: { limit, cursor, status, from, to, ...only } }) => {
      const page = await listDeliveries(store.db, {
        ...only,
        limit: limit + 1,
        owner: ownerSeenBy(principal),
        state: status,
        from: from === undefined ? undefined : Date.parse(from),
        to: to === undefined ? undefined : Date.parse(to),
        after: cursor === undefined ? undefined : parseCursor(cursor),
      });
      const data = page.slice(0, limit);
      const last = data.at(-1);
      const nextCursor = page.length > limit && last !== undefined ? formatCursor(last.created_at, last.id) : null;
      return { data: data.map(deliveryView), nextCursor };
    },
  );

  const one = { params: idParamsSchema, tags };
  const problems = { 401: problemSchema, 404: problemSchema };

  routes.get(
    '/v1/deliveries/:id',
    {
      schema: {
        operationId: 'getDelivery',
        summary: 'Look at a delivery and its attempts',
        ...one,
        response: { 200: wholeDeliverySchema, ...problems },
      },
    },
    async ({ principal, params: { id } }) => {
      const delivery = own(principal, await findDelivery(store.db, id), id);
      const log = await listAttempts(store.db, id, MAX_LOG);
      return { ...deliveryView(delivery), log: log.map(attemptView), body: delivery.body };
    },
  );

  routes.post(
    '/v1/deliveries/:id/redeliver',
    {
      schema: {
        operationId: 'redeliver',
        summary: 'Send a delivery once more',
        description: 'With the whole schedule before it, as if it were new. One that waits already goes on waiting.',
        ...one,
        response: { 202: deliverySchema, 409: problemSchema, ...problems },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      const delivery = await store.write(async (tx) => {
        const { endpoint_id } = own(principal, await findDelivery(tx.db, id), id);
        const endpoint = await ownEndpoint(tx.db, principal, endpoint_id);
        checkEnabled(endpoint);
        await redeliver(tx.db, endpoint, { id, what: 'all' }, clock.now());
        await outbox.due(tx, endpoint_id, clock.now());
        return own(principal, await findDelivery(tx.db, id), id);
      });
      return reply.code(202).send(deliveryView(delivery));
    },
  );
}

function formatCursor(createdAt: number, id: string): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

function parseCursor(cursor: string): DeliveryCursor {
  const match = /^(\d{1,16}) (\w{1,300})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const [, createdAt, id] = match ?? [];
  if (createdAt === undefined || id === undefined) {
    const message = 'Must be the `nextCursor` of the page before.';
    throw new ProblemError('validation_failed', 'The query of the request is not valid: cursor.', [
      { field: 'cursor', message },
    ]);
  }
  return { createdAt: Number(createdAt), id };
}
