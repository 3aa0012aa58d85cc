import { addMoney, costOf, money, PRICE_SCALE, type Money } from '@novita-fleet/client';
import type { z } from 'zod';
import type { Instance } from '../lifecycle/instance.js';
import { spentUntil } from '../lifecycle/meter.js';
import { eventTypesOf } from '../store/deliveries.js';
import type { StoredInstance } from '../store/instances.js';
import type { ApiKeyRow, WebhookEndpointRow } from '../store/schema.js';
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

export function webhookEndpointView(row: WebhookEndpointRow): z.output<typeof webhookEndpointSchema> {
  return {
    id: row.id,
    url: row.url,
    eventTypes: eventTypesOf(row),
    enabled: row.enabled === 1,
    createdAt: iso(row.created_at),
  };
}
