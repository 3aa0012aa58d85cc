import { Ago, formatTime } from '../time/times.js';
import { DefinitionList } from '../ui/definition-list.js';
import type { WebhookEndpoint } from './endpoint-health.js';

/** What waits, what was given up, and what came last. */
export function EndpointFigures({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { health, eventTypes, disabled, oldSecretUntil } = endpoint;
  return (
    <DefinitionList
      rows={[
        ['Events', eventTypes === null ? 'all' : eventTypes.join(', ')],
        ['Last delivered', timeOf(health.lastDeliveredAt)],
        ['Last failed', timeOf(health.lastFailedAt)],
        ['Waiting', waitingOf(health.waiting, health.oldestWaitingAt)],
        ['Given up', health.dead],
        ['Disabled', disabled === null ? null : <Ago at={disabled.at} />],
        ['Old secret signs', oldSecretUntil === null ? null : `until ${formatTime(oldSecretUntil)}`],
      ]}
    />
  );
}

function timeOf(at: string | null) {
  return at === null ? <span className="muted">never</span> : <Ago at={at} />;
}

function waitingOf(waiting: number, oldestAt: string | null) {
  if (waiting === 0 || oldestAt === null) return waiting;
  return (
    <>
      {waiting}, the oldest from <Ago at={oldestAt} />
    </>
  );
}
