import type { FleetClient } from '@novita-fleet/client';
import { showMoney } from './instance-shapes.js';
import type { Shape } from './printer.js';

type ApiKey = Awaited<ReturnType<FleetClient['apiKeys']['list']>>[number];

/** API keys of a server. The keys themselves are not known to it. */
export const keyShape: Shape<ApiKey> = {
  columns: [
    { title: 'ID', text: ({ id }) => id },
    { title: 'NAME', text: ({ name }) => name },
    { title: 'SCOPE', text: ({ scope }) => scope },
    { title: 'BUDGET', text: ({ maxCost }) => showMoney(maxCost), align: 'right' },
    { title: 'LAST USED', text: ({ lastUsedAt }) => lastUsedAt ?? 'never', dispensable: 2 },
    { title: 'CREATED', text: ({ createdAt }) => createdAt, dispensable: 3 },
    {
      title: 'STATE',
      text: ({ revokedAt }) => (revokedAt === null ? 'valid' : 'revoked'),
      style: ({ revokedAt }) => (revokedAt === null ? 'green' : 'dim'),
    },
  ],
  name: ({ id }) => id,
  whenEmpty: 'There are no API keys.',
};
