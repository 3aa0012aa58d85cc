import { generateSecret } from '@novita-fleet/webhooks';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ownerSeenBy } from '../scope.js';
import { findEndpoint, insertEndpoint, listEndpoints } from '../store/deliveries.js';
import { idempotencyHeadersSchema } from './common-schemas.js';
import { once } from './idempotent.js';
import { creationProblems, problemSchema } from './problem.js';
import {
  createWebhookEndpointSchema,
  newWebhookEndpointSchema,
  webhookEndpointListSchema,
} from './webhook-endpoint-schemas.js';
import type { Services } from './services.js';
import { webhookEndpointView } from './views.js';

const tags = ['webhooks'];

/** Where events are sent. */
export function webhookEndpointRoutes(app: FastifyInstance, services: Services): void {
  const { store, secrets, addressGuard, clock, newId } = services;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/v1/webhook-endpoints',
    {
      schema: {
        operationId: 'createWebhookEndpoint',
        summary: 'Register an address for events',
        description:
          'Gets the events that happen from now on: of all instances when an administrator registers it, else of the ' +
          'instances of the same API key. The secret is shown only in this answer.',
        tags,
        headers: idempotencyHeadersSchema,
        body: createWebhookEndpointSchema,
        response: { 201: newWebhookEndpointSchema, ...creationProblems },
      },
    },
    async (request, reply) => {
      const { url, eventTypes, secret } = request.body;
      addressGuard.checkUrl(url);
      const row = await store.write(async (tx) => {
        const key = request.headers['idempotency-key'];
        const id = await once(tx, request, key, clock.now(), async () => {
          const fresh = newId('whe');
          await insertEndpoint(tx.db, {
            id: fresh,
            url,
            event_types: eventTypes === undefined ? null : JSON.stringify(eventTypes),
            sealed_secret: secrets.seal(secret ?? generateSecret(), fresh),
            enabled: 1,
            created_at: clock.now(),
            owner: ownerSeenBy(request.principal) ?? null,
          });
          return fresh;
        });
        return findEndpoint(tx.db, id);
      });
      if (row === undefined) throw new Error('the endpoint was not stored');
      return reply.code(201).send({ ...webhookEndpointView(row), secret: secrets.open(row.sealed_secret, row.id) });
    },
  );

  routes.get(
    '/v1/webhook-endpoints',
    {
      schema: {
        operationId: 'listWebhookEndpoints',
        summary: 'List the addresses that get events',
        tags,
        response: { 200: webhookEndpointListSchema, 401: problemSchema },
      },
    },
    async ({ principal }) => ({
      data: (await listEndpoints(store.db, ownerSeenBy(principal))).map(webhookEndpointView),
    }),
  );
}
