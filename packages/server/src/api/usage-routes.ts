import { money, PRICE_SCALE } from '@novita-fleet/client';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { roundCost, usageBetween, type UsageSum } from '../instances/usage.js';
import { dayOf } from '../lifecycle/metered.js';
import { ownerSeenBy } from '../scope.js';
import { Cursors } from './cursor.js';
import { ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';
import { usageQuerySchema, usageSchema } from './usage-schemas.js';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 3_600_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

/** What instances have cost. */
export function usageRoutes(app: FastifyInstance, { store, clock }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const pages = new Cursors(z.strictObject({ after: z.int().min(0) }));

  routes.get(
    '/v1/usage',
    {
      schema: {
        operationId: 'getUsage',
        summary: 'Cost and hours by day, instance and API key',
        description:
          'By what the server has watched: compute time at the prices that the cloud told, without disks. It stays when ' +
          'instances are gone. An administrator sees the usage of every key, every other key its own.',
        tags: ['usage'],
        querystring: usageQuerySchema,
        response: { 200: usageSchema, 400: problemSchema, 401: problemSchema },
      },
    },
    async ({ principal, query: { limit, cursor, ...filters } }) => {
      const { from, to } = daysOf(filters, clock.now());
      const { groupBy, owner, instanceId } = filters;
      const owners = [ownerSeenBy(principal), owner].filter((id) => id !== undefined);
      const sums = await usageBetween(store, { from, to, owners, instanceId }, groupBy, clock);
      const question = { ...filters, from, to };
      const start = cursor === undefined ? 0 : pages.parse(cursor, question).after;
      const end = start + limit;
      return {
        ...{ from, to },
        total: figures({
          meteredMs: sum(sums.map(({ meteredMs }) => meteredMs)),
          unpricedMs: sum(sums.map(({ unpricedMs }) => unpricedMs)),
          exactCost: sums.reduce((total, { exactCost }) => total + exactCost, 0n),
        }),
        data: sums
          .slice(start, end)
          .map(({ day, instanceId, owner, ...rest }) => ({ day, instanceId, owner, ...figures(rest) })),
        nextCursor: end < sums.length ? pages.format({ after: end }, question) : null,
      };
    },
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function figures({ meteredMs, unpricedMs, exactCost }: Pick<UsageSum, 'meteredMs' | 'unpricedMs' | 'exactCost'>) {
  return { hours: meteredMs / HOUR_MS, meteredMs, unpricedMs, cost: money(roundCost(exactCost), PRICE_SCALE) };
}

/** The days that are asked for, both included. */
function daysOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number) {
  const last = to ?? dayOf(now);
  const first = from ?? dayOf(Date.parse(last) - (DEFAULT_DAYS - 1) * DAY_MS);
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (days < 1) throw refused('Must not be later than `to`.');
  if (days > MAX_DAYS) throw refused(`Must be within ${MAX_DAYS} days of \`to\`.`);
  return { from: first, to: last };
}

function refused(message: string): ProblemError {
  return new ProblemError('validation_failed', 'The query of the request is not valid: from.', [
    { field: 'from', message },
  ]);
}
