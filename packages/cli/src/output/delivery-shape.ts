import type { FleetDelivery } from '@novita-fleet/client';
import type { Shape } from './printer.js';
import type { Style } from './styles.js';

const STYLES: Readonly<Record<FleetDelivery['status'], Style>> = { delivered: 'green', pending: 'yellow', dead: 'red' };

/** Events on their way to endpoints. */
export const deliveryShape: Shape<FleetDelivery> = {
  columns: [
    { title: 'ID', text: ({ id }) => id },
    { title: 'EVENT', text: ({ eventType }) => eventType },
    { title: 'INSTANCE', text: ({ instanceId }) => instanceId ?? '-', dispensable: 3 },
    { title: 'TO', text: ({ endpointId }) => endpointId, dispensable: 2 },
    { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => STYLES[status] },
    { title: 'TRIES', text: ({ attempts }) => String(attempts), align: 'right' },
    { title: 'LAST', text: ({ lastStatus, lastError }) => String(lastStatus ?? lastError ?? '-') },
    { title: 'NEXT', text: ({ nextAttemptAt }) => nextAttemptAt ?? '-', dispensable: 1 },
  ],
  name: ({ id }) => id,
  whenEmpty: 'There are no such deliveries.',
};
