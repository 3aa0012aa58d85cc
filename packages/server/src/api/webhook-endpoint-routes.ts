import { generateSecret } from '@novita-fleet/webhooks';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { testEvent } from '../delivery/test-event.js';
import { ownerSeenBy } from '../scope.js';
import { deliveryId } from '../store/deliveries.js';
import { deliveryHealth } from '../store/delivery-health.js';
import { findDelivery, redeliver } from '../store/delivery-queries.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import {
  changeEndpoint,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  removeEndpoint,
} from '../store/webhook-endpoints.js';
import { idempotencyHeadersSchema, idParamsSchema } from './common-schemas.js';
import { deliverySchema } from './delivery-schemas.js';
import { once } from './idempotent.js';
import { checkEnabled, ownEndpoint } from './own-endpoint.js';
import { creationProblems, ProblemError, problemSchema } from './problem.js';
import {
  changeWebhookEndpointSchema,
  createWebhookEndpointSchema,
  newWebhookEndpointSchema,
  redeliveredSchema,
  redeliverSchema,
  rotateSecretSchema,
  webhookEndpointListSchema,
  webhookEndpointSchema,
} from './webhook-endpoint-schemas.js';
import type { Services } from './services.js';
import { deliveryView, webhookEndpointView } from './views.js';
import { z } from 'zod';

const tags = ['webhooks'];

/** Where events are sent. */
export function webhookEndpointRoutes(app: FastifyInstance, services: Services): void {
  const { store, outbox, secrets, addressGuard, clock, newId } = services;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const views = async (rows: readonly WebhookEndpointRow[]) => {
    const ids = rows.map(({ id }) => id);
    const health = await deliveryHealth(store.db, ids);
    const now = clock.now();
    // One that was removed meanwhile is not shown.
    return rows.flatMap((row) => {
      const known = health.get(row.id);
      return known === undefined ? [] : [webhookEndpointView(row, known, now)];
    });
  };
  const view = async (row: WebhookEndpointRow) => found((await views([row]))[0], row.id);
  const withSecret = async (row: WebhookEndpointRow) => ({
    ...(await view(row)),
    secret: secrets.open(row.sealed_secret, row.id),
  });

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
            created_at: clock.now(),
            owner: ownerSeenBy(request.principal) ?? null,
          });
          return fresh;
        });
        return found(await findEndpoint(tx.db, id), id);
      });
      return reply
        .code(201)
        .header('location', `/v1/webhook-endpoints/${row.id}`)
        .send(await withSecret(row));
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
    async ({ principal }) => ({ data: await views(await listEndpoints(store.db, ownerSeenBy(principal))) }),
  );

  const one = { params: idParamsSchema, tags };
  const problems = { 401: problemSchema, 404: problemSchema };
  const bodyProblems = { 400: problemSchema, 413: problemSchema, 415: problemSchema, ...problems };

  routes.get(
    '/v1/webhook-endpoints/:id',
    {
      schema: {
        operationId: 'getWebhookEndpoint',
        summary: 'Look at an endpoint',
        ...one,
        response: { 200: webhookEndpointSchema, ...problems },
      },
    },
    async ({ principal, params: { id } }) => view(await ownEndpoint(store.db, principal, id)),
  );

  routes.patch(
    '/v1/webhook-endpoints/:id',
    {
      schema: {
        operationId: 'changeWebhookEndpoint',
        summary: 'Change address or event types, disable or enable',
        description:
          'What waits for a disabled endpoint is sent once it is enabled. What happens meanwhile is not: see redeliver.',
        ...one,
        body: changeWebhookEndpointSchema,
        response: { 200: webhookEndpointSchema, ...bodyProblems },
      },
    },
    async ({ principal, params: { id }, body: { url, eventTypes, enabled } }) => {
      if (url !== undefined) addressGuard.checkUrl(url);
      const row = await store.write(async (tx) => {
        const before = await ownEndpoint(tx.db, principal, id);
        await changeEndpoint(tx.db, id, {
          ...(url !== undefined && { url, refused_since: null }),
          ...(eventTypes !== undefined && { event_types: eventTypes === null ? null : JSON.stringify(eventTypes) }),
          ...(enabled !== undefined && switchTo(enabled, before, clock.now())),
        });
        if (enabled === true) await outbox.due(tx, id, clock.now());
        return found(await findEndpoint(tx.db, id), id);
      });
      return view(row);
    },
  );

  routes.delete(
    '/v1/webhook-endpoints/:id',
    {
      schema: {
        operationId: 'deleteWebhookEndpoint',
        summary: 'Forget an endpoint and all deliveries to it',
        ...one,
        response: { 204: z.null(), ...problems },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      await store.write(async (tx) => {
        await ownEndpoint(tx.db, principal, id);
        await removeEndpoint(tx.db, id);
      });
      return reply.code(204).send(null);
    },
  );

  routes.post(
    '/v1/webhook-endpoints/:id/rotate-secret',
    {
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'Replace the signing secret',
        description: 'For some time both secrets sign, so that no delivery is refused while the receiver is changed.',
        ...one,
        body: rotateSecretSchema,
        response: { 200: newWebhookEndpointSchema, ...bodyProblems },
      },
    },
    async ({ principal, params: { id }, body: { secret, overlapSeconds } }) => {
      const row = await store.write(async (tx) => {
        const before = await ownEndpoint(tx.db, principal, id);
        await changeEndpoint(tx.db, id, {
          sealed_secret: secrets.seal(secret ?? generateSecret(), id),
          sealed_old_secret: overlapSeconds === 0 ? null : before.sealed_secret,
          old_secret_until: overlapSeconds === 0 ? null : clock.now() + overlapSeconds * 1_000,
        });
        return found(await findEndpoint(tx.db, id), id);
      });
      return withSecret(row);
    },
  );

  routes.post(
    '/v1/webhook-endpoints/:id/test',
    {
      schema: {
        operationId: 'testWebhookEndpoint',
        summary: 'Send a test event',
        description:
          'Sends `webhook.test` once, whatever types the endpoint wants. Look at the delivery for the outcome.',
        ...one,
        response: { 202: deliverySchema, 409: problemSchema, ...problems },
      },
    },
    async ({ principal, params: { id } }, reply) => {
      const now = clock.now();
      const event = testEvent(newId('evt'), id, now);
      const delivery = await store.write(async (tx) => {
        checkEnabled(await ownEndpoint(tx.db, principal, id));
        await outbox.put(tx, {
          ...{ id: deliveryId(event.id, id), endpointId: id, eventId: event.id, eventType: event.type },
          ...{ instanceId: '', sequence: 0, at: now, body: JSON.stringify(event) },
        });
        return findDelivery(tx.db, deliveryId(event.id, id));
      });
      if (delivery === undefined) throw new Error('the delivery was not stored');
      return reply.code(202).header('location', `/v1/deliveries/${delivery.id}`).send(deliveryView(delivery));
    },
  );

  routes.post(
    '/v1/webhook-endpoints/:id/redeliver',
    {
      schema: {
        operationId: 'redeliverToWebhookEndpoint',
        summary: 'Send dead letters, or the events of a time, once more',
        description:
          'Events of one instance are sent in order. A receiver that knows their ids drops what it has handled.',
        ...one,
        body: redeliverSchema,
        response: { 202: redeliveredSchema, 409: problemSchema, ...bodyProblems },
      },
    },
    async ({ principal, params: { id }, body: { what, from, to } }, reply) => {
      if (what === 'all' && from === undefined) {
        const message = 'Must be given with `what: "all"`.';
        throw new ProblemError('validation_failed', 'The body of the request is not valid: from.', [
          { field: 'from', message },
        ]);
      }
      const now = clock.now();
      const count = await store.write(async (tx) => {
        const endpoint = await ownEndpoint(tx.db, principal, id);
        checkEnabled(endpoint);
        const again = await redeliver(tx.db, endpoint, { what, from: toMs(from), to: toMs(to) }, now);
        if (again > 0) await outbox.due(tx, id, now);
        return again;
      });
      return reply.code(202).send({ count });
    },
  );
}

function toMs(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

/** What changes with a switch; nothing when it stands there already. */
function switchTo(enabled: boolean, before: WebhookEndpointRow, now: number): Partial<WebhookEndpointRow> {
  if (enabled === (before.enabled === 1)) return {};
  return enabled
    ? { enabled: 1, disabled_at: null, disabled_reason: null, refused_since: null }
    : { enabled: 0, disabled_at: now, disabled_reason: 'user' };
}

function found<T>(row: T | undefined, id: string): T {
  if (row === undefined) throw new ProblemError('webhook_endpoint_not_found', `There is no webhook endpoint ${id}.`);
  return row;
}
