import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { changeApiKey, findApiKey, hasOtherAdmin, listApiKeys } from '../store/api-keys.js';
import { forgetBudgetTold } from '../store/instances.js';
import type { ApiKeyRow } from '../store/schema.js';
import { deleteSessionsOf } from '../store/sessions.js';
import {
  apiKeyListSchema,
  apiKeySchema,
  changeApiKeySchema,
  createApiKeySchema,
  newApiKeySchema,
} from './api-key-schemas.js';
import { idempotencyHeadersSchema, idParamsSchema } from './common-schemas.js';
import { once } from './idempotent.js';
import { bodyProblems, creationProblems, ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';
import { parseDecimalMoney } from './usd.js';
import { apiKeyView } from './views.js';

const tags = ['api keys'];

/** The keys with which this server is called. Only administrators see them. */
export function apiKeyRoutes(app: FastifyInstance, { store, apiKeys, budgets, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { scope: 'admin' as const };
  const one = { params: idParamsSchema, tags };
  const errors = { 401: problemSchema, 404: problemSchema };

  routes.post(
    '/v1/api-keys',
    {
      config,
      schema: {
        operationId: 'createApiKey',
        summary: 'Make an API key',
        description:
          'The key is shown only in this answer: the server keeps no more than a hash. A repetition with the same ' +
          'Idempotency-Key makes no second key and cannot show the first again: it is refused, and the message names ' +
          'the key, so that it can be revoked and another made.',
        tags,
        headers: idempotencyHeadersSchema,
        body: createApiKeySchema,
        response: { 201: newApiKeySchema, ...creationProblems },
      },
    },
    async (request, reply) => {
      const { name, scope, maxCost } = request.body;
      const made = await store.write(async (tx) => {
        let fresh: { id: string; key: string } | undefined;
        const id = await once(tx, request, request.headers['idempotency-key'], clock.now(), async () => {
          fresh = await apiKeys.create(tx, { name, scope, maxCost: amountOf(maxCost) ?? null });
          return fresh.id;
        });
        if (fresh === undefined) {
          throw new ProblemError('api_key_shown', `The request made the API key ${id} before, and showed it then.`);
        }
        return { key: fresh.key, row: found(await findApiKey(tx.db, id), id) };
      });
      const location = `/v1/api-keys/${made.row.id}`;
      return reply
        .code(201)
        .header('location', location)
        .send({ ...apiKeyView(made.row), key: made.key });
    },
  );

  routes.get(
    '/v1/api-keys',
    {
      config,
      schema: {
        operationId: 'listApiKeys',
        summary: 'List the API keys, revoked ones too',
        tags,
        response: { 200: apiKeyListSchema, 401: problemSchema },
      },
    },
    async () => ({ data: (await listApiKeys(store.db)).map(apiKeyView) }),
  );

  routes.get(
    '/v1/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'getApiKey',
        summary: 'Look at an API key',
        ...one,
        response: { 200: apiKeySchema, ...errors },
      },
    },
    async ({ params: { id } }) => apiKeyView(found(await findApiKey(store.db, id), id)),
  );

  routes.patch(
    '/v1/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'changeApiKey',
        summary: 'Change the name or the budget of an API key',
        ...one,
        body: changeApiKeySchema,
        response: { 200: apiKeySchema, ...errors, ...bodyProblems },
      },
    },
    async ({ params: { id }, body: { name, maxCost } }) => {
      const row = await store.write(async (tx) => {
        found(await findApiKey(tx.db, id), id);
        const max_cost = amountOf(maxCost);
        await changeApiKey(tx.db, id, {
          ...(name !== undefined && { name }),
          ...(max_cost !== undefined && { max_cost }),
        });
        if (max_cost !== undefined) {
          await forgetBudgetTold(tx.db, id);
          await budgets.look(tx, id);
        }
        return findApiKey(tx.db, id);
      });
      return apiKeyView(found(row, id));
    },
  );

  routes.delete(
    '/v1/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'revokeApiKey',
        summary: 'Revoke an API key',
        description:
          'It is refused from now on, and whoever signed in with it is signed out; revoking twice is the same as once. ' +
          'Its instances go on, and so do its budget and its webhook endpoints. The last key of an administrator cannot be revoked.',
        ...one,
        response: { 200: apiKeySchema, 409: problemSchema, ...errors },
      },
    },
    async ({ params: { id } }) => {
      const row = await store.write(async (tx) => {
        const before = found(await findApiKey(tx.db, id), id);
        if (before.revoked_at !== null) return before;
        if (before.scope === 'admin' && !(await hasOtherAdmin(tx.db, id))) {
          throw new ProblemError('last_admin_key', `${id} is the last API key with the scope admin.`);
        }
        const revoked_at = clock.now();
        await changeApiKey(tx.db, id, { revoked_at });
        await deleteSessionsOf(tx.db, id);
        return { ...before, revoked_at };
      });
      return apiKeyView(row);
    },
  );
}

/** In 1/100000 USD; null takes a budget away, and what is not named stays undefined. */
function amountOf(maxCost: string | null | undefined): number | null | undefined {
  return typeof maxCost === 'string' ? parseDecimalMoney(maxCost) : maxCost;
}

function found(row: ApiKeyRow | undefined, id: string): ApiKeyRow {
  if (row === undefined) throw new ProblemError('api_key_not_found', `There is no API key ${id}.`);
  return row;
}
