import { ownerSeenBy, type Principal } from '../scope.js';
import type { Schema, WebhookEndpointRow } from '../store/schema.js';
import { findEndpoint } from '../store/webhook-endpoints.js';
import type { Kysely } from 'kysely';
import { ProblemError } from './problem.js';

/** Looks an endpoint up. One of another key is not there, as far as its user can tell. */
export async function ownEndpoint(db: Kysely<Schema>, principal: Principal, id: string): Promise<WebhookEndpointRow> {
  const row = await findEndpoint(db, id);
  const owner = ownerSeenBy(principal);
  if (row !== undefined && (owner === undefined || row.owner === owner)) return row;
  throw new ProblemError('webhook_endpoint_not_found', `There is no webhook endpoint ${id}.`);
}

/** Refuses to send to an endpoint that gets nothing. */
export function checkEnabled({ id, enabled, disabled_reason }: WebhookEndpointRow): void {
  if (enabled === 1) return;
  throw new ProblemError(
    'webhook_endpoint_disabled',
    `The webhook endpoint ${id} is disabled (${disabled_reason ?? 'user'}); enable it first.`,
  );
}
