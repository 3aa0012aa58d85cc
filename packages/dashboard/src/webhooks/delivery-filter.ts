import type { operations } from '@novita-fleet/openapi/fleet';

type Query = NonNullable<operations['listDeliveries']['parameters']['query']>;

/** Which deliveries are wanted, as text of the form and of the address; empty for all. */
export interface DeliveryFilter {
  readonly status: '' | 'pending' | 'delivered' | 'dead';
  readonly eventType: string;
  readonly instanceId: string;
  /** Local time as a browser's field gives it, such as `2026-11-27T17:00`. */
  readonly from: string;
  readonly to: string;
}

const STATUSES = ['pending', 'delivered', 'dead'] as const;

/** The filter that the query of an address names; what it does not know is left out. */
export function filterOfSearch(search: string): DeliveryFilter {
  const given = new URLSearchParams(search);
  const text = (name: string): string => (given.get(name) ?? '').slice(0, 100);
  return {
    status: STATUSES.find((status) => status === given.get('status')) ?? '',
    eventType: text('type'),
    instanceId: text('instance'),
    from: timeText(text('from')),
    to: timeText(text('to')),
  };
}

/** The query of an address that names the filter, without a question mark. */
export function searchOfFilter({ status, eventType, instanceId, from, to }: DeliveryFilter): string {
  const pairs = Object.entries({ status, type: eventType, instance: instanceId, from, to });
  return new URLSearchParams(pairs.filter(([, value]) => value !== '')).toString();
}

/** The query of `GET /v1/deliveries`. */
export function queryOfFilter({ status, eventType, instanceId, from, to }: DeliveryFilter): Query {
  return {
    ...(status !== '' && { status }),
    ...(eventType.trim() !== '' && { eventType: eventType.trim() }),
    ...(instanceId.trim() !== '' && { instanceId: instanceId.trim() }),
    ...(from !== '' && { from: new Date(from).toISOString() }),
    ...(to !== '' && { to: new Date(to).toISOString() }),
  };
}

/** Whether nothing is left out. */
export function isEverything(filter: DeliveryFilter): boolean {
  return searchOfFilter(filter) === '';
}

function timeText(text: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}
