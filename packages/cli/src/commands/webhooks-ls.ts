import type { Context } from '../context.js';
import type { webhooksLs } from '../specs/administration.js';

export async function run(context: Context<typeof webhooksLs.options>): Promise<undefined> {
  const fleet = await context.fleet();
  const endpoints = await fleet.webhookEndpoints.list({ signal: context.interrupts.signal });
  await context.printer.list(endpoints, {
    columns: [
      { title: 'ID', text: ({ id }) => id },
      { title: 'URL', text: ({ url }) => url },
      { title: 'EVENTS', text: ({ eventTypes }) => eventTypes?.join(', ') ?? 'all', dispensable: 1 },
      {
        title: 'STATE',
        text: ({ disabled }) => (disabled === null ? 'on' : `off (${disabled.reason})`),
        style: ({ enabled }) => (enabled ? 'green' : 'red'),
      },
      { title: 'CREATED', text: ({ createdAt }) => createdAt, dispensable: 2 },
    ],
    name: ({ id }) => id,
    whenEmpty: 'No address gets events. Register one: novita-fleet webhooks add URL',
  });
}
