import { costOf, money, PRICE_SCALE } from '@novita-fleet/client';
import type { z } from 'zod';
import { eventTypesOf } from '../store/deliveries.js';
import type { StoredInstance } from '../store/instances.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import type { instanceSchema, webhookEndpointSchema } from './schemas.js';

const iso = (ms: number): string => new Date(ms).toISOString();

/** An instance as users see it. @param now - milliseconds since 1970, for the cost so far. */
export function instanceView({ instance, updatedAt }: StoredInstance, now: number): z.output<typeof instanceSchema> {
  const { spec, billing } = instance;
  const billedMs = billing.accruedMs + (billing.startedAt === null ? 0 : Math.max(now - billing.startedAt, 0));
  const perHour = billing.hourlyPrice === null ? null : money(billing.hourlyPrice, PRICE_SCALE);
  return {
    id: instance.id,
    name: spec.name,
    status: instance.state,
    cause: instance.cause,
    since: iso(instance.since),
    createdAt: iso(instance.createdAt),
    updatedAt: iso(updatedAt),
    sequence: instance.sequence,
    novita: {
      instanceId: instance.cloudId,
      name: instance.marker,
      status: instance.cloudStatus,
      released: instance.released,
    },
    endpoints: instance.endpoints,
    probe: instance.probeDetail,
    cost: { perHour, soFar: perHour === null ? null : costOf(perHour, billedMs) },
    spec: {
      productId: spec.productId,
      imageUrl: spec.imageUrl,
      gpuNum: spec.gpuNum,
      rootfsSize: spec.rootfsSize,
      clusterId: spec.clusterId ?? null,
      billingMode: spec.billingMode,
      ports: spec.ports,
    },
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
