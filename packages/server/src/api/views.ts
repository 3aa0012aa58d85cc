import { addMoney, costOf, money, PRICE_SCALE, type Money } from '@novita-fleet/client';
import type { z } from 'zod';
import type { Instance } from '../lifecycle/instance.js';
import { spentUntil } from '../lifecycle/meter.js';
import { BEHIND } from '../store/deliveries.js';
import type { DeliveryHealth } from '../store/delivery-health.js';
import { eventTypesOf } from '../store/webhook-endpoints.js';
import type { attemptSchema, deliverySchema } from './delivery-schemas.js';
import type { StoredInstance } from '../store/instances.js';
import type { ApiKeyRow, DeliveryAttemptRow, DeliveryRow, WebhookEndpointRow } from '../store/schema.js';
import type { apiKeySchema } from './api-key-schemas.js';
import type { instanceSchema } from './instance-schemas.js';
import type { webhookEndpointSchema } from './webhook-endpoint-schemas.js';

const iso = (ms: number): string => new Date(ms).toISOString();

/** An instance as users see it. @param now - milliseconds since 1970, for the cost so far. */
export function instanceView({ instance, updatedAt }: StoredInstance, now: number): z.output<typeof instanceSchema> {
  const { spec, billing, place } = instance;
  return {
    id: instance.id,
    name: spec.name,
    status: instance.state,
    cause: instance.cause,
    since: iso(instance.since),
    owner: instance.owner,
    createdAt: iso(instance.createdAt),
    updatedAt: iso(updatedAt),
    sequence: instance.sequence,
    metadata: spec.metadata,
    novita: {
      instanceId: instance.cloudId,
      name: instance.marker,
      status: instance.cloudStatus,
      released: instance.released,
    },
    endpoints: instance.endpoints,
    probe: instance.probeDetail,
    cost: { perHour: usd(billing.hourlyPrice), soFar: costUntil(instance, now) },
    nextDeadline: instance.deadlineAt === null ? null : iso(instance.deadlineAt),
    spotReclaimAt: instance.reclaimAt === null ? null : iso(instance.reclaimAt),
    replaces: instance.replaces,
    replacedBy: instance.replacedBy,
    place: place.targets?.[place.target] ?? null,
    tries: instance.tries.map(({ candidate, target, at, cause }) => ({ candidate, place: target, at: iso(at), cause })),
    promises: promisesView(instance),
    spec: {
      imageUrl: spec.imageUrl,
      gpuNum: spec.gpuNum,
      rootfsSize: spec.rootfsSize,
      ports: spec.ports,
      plan: spec.plan.map(({ maxHourlyPrice, clusterIds: _, ...candidate }) => ({
        ...candidate,
        maxHourlyPrice: usd(maxHourlyPrice),
      })),
    },
  };
}

/** What an instance has cost until `now`: null while the cloud has not told its price. */
function costUntil(instance: Instance, now: number): Money | null {
  const parts = spentUntil(instance, now).filter(({ hourlyPrice }) => hourlyPrice !== null);
  if (parts.length === 0) return usd(instance.billing.hourlyPrice === null ? null : 0);
  return parts
    .map(({ hourlyPrice, ms }) => costOf(money(hourlyPrice ?? 0, PRICE_SCALE), ms))
    .reduce((sum, part) => addMoney(sum, part));
}

function promisesView({ promises, limits }: Instance) {
  const { idle, maxCost, ...rest } = promises;
  const { queuedMs, pullingMs, startingMs, probingMs } = limits;
  return {
    ...rest,
    deadlines: { queuedMs, pullingMs, startingMs, probingMs },
    idleStopAfterMs: idle?.stopAfterMs ?? null,
    idleGraceMs: idle?.graceMs ?? null,
    idleGpuBusyPercent: idle?.gpuBusyPercent ?? null,
    maxCost: usd(maxCost),
  };
}

/** @param amount - in 1/100000 USD. */
function usd(amount: number | null): Money | null {
  return amount === null ? null : money(amount, PRICE_SCALE);
}

export function apiKeyView(row: ApiKeyRow): z.output<typeof apiKeySchema> {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    maxCost: usd(row.max_cost),
    createdAt: iso(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : iso(row.last_used_at),
    revokedAt: row.revoked_at === null ? null : iso(row.revoked_at),
  };
}

/** @param now - milliseconds since 1970. */
export function webhookEndpointView(
  row: WebhookEndpointRow,
  health: DeliveryHealth,
  now: number,
): z.output<typeof webhookEndpointSchema> {
  const { disabled_reason: reason, disabled_at: at, old_secret_until: until } = row;
  const { oldestWaitingAt, lastDeliveredAt } = health;
  return {
    id: row.id,
    url: row.url,
    eventTypes: eventTypesOf(row),
    owner: row.owner,
    enabled: row.enabled === 1,
    disabled: row.enabled === 1 || reason === null || at === null ? null : { reason, at: iso(at) },
    oldSecretUntil: until !== null && until > now ? iso(until) : null,
    createdAt: iso(row.created_at),
    health: {
      ...{ waiting: health.waiting, dead: health.dead },
      oldestWaitingAt: oldestWaitingAt === null ? null : iso(oldestWaitingAt),
      lastDeliveredAt: lastDeliveredAt === null ? null : iso(lastDeliveredAt),
      lastFailedAt: row.last_failed_at === null ? null : iso(row.last_failed_at),
    },
  };
}

export function deliveryView(row: DeliveryRow): z.output<typeof deliverySchema> {
  const isDue = row.state === 'pending' && row.next_at !== BEHIND;
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    eventType: row.event_type,
    instanceId: row.instance_id === '' ? null : row.instance_id,
    sequence: row.sequence,
    status: row.state,
    attempts: row.attempts,
    nextAttemptAt: isDue ? iso(row.next_at) : null,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: iso(row.created_at),
    finishedAt: row.finished_at === null ? null : iso(row.finished_at),
  };
}

export function attemptView(row: DeliveryAttemptRow): z.output<typeof attemptSchema> {
  const { number, at, duration_ms, status, error, answer } = row;
  return { number, at: iso(at), durationMs: duration_ms, status, error, answer };
}
