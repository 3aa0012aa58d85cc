import type { FleetClient } from '@novita-fleet/client';
import { linesOf } from './instance-details.js';
import { tableLines } from './table.js';

/** A delivery with its attempts. */
export type DeliveryWithLog = Awaited<ReturnType<FleetClient['deliveries']['get']>>;

/** What was sent, and what came of each attempt. */
export function deliveryDetails(delivery: DeliveryWithLog): string {
  const facts = linesOf([
    ['id', delivery.id],
    ['event', `${delivery.eventType} (${delivery.eventId})`],
    ['instance', delivery.instanceId ?? undefined],
    ['endpoint', delivery.endpointId],
    ['status', delivery.status],
    ['next attempt', delivery.nextAttemptAt ?? undefined],
    ['body', delivery.body ?? undefined],
  ]);
  if (delivery.log.length === 0) return facts;
  const attempts = tableLines(
    delivery.log,
    [
      { title: 'TRY', text: ({ number }) => String(number), align: 'right' },
      { title: 'AT', text: ({ at }) => at },
      { title: 'TOOK', text: ({ durationMs }) => `${durationMs} ms`, align: 'right' },
      { title: 'ANSWER', text: ({ status, error }) => error ?? String(status ?? '-') },
      { title: 'BODY', text: ({ answer }) => answer ?? '' },
    ],
    { hasColour: false, columns: () => Infinity },
  );
  return `${facts}\n${attempts.join('\n')}\n`;
}
