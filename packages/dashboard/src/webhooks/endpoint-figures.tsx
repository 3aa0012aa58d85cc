import { Ago } from '../time/times.js';
import { DefinitionList } from '../ui/definition-list.js';
import type { Endpoint } from './use-endpoints.js';

/** What waits, what was given up, and what came last. */
export function EndpointFigures({ endpoint }: { readonly endpoint: Endpoint }) {
  const { health, eventTypes, disabled, oldSecretUntil } = endpoint;
  return (
    <DefinitionList
      rows={[
        ['Events', eventTypes === null ? 'all' : eventTypes.join(', ')],
        ['Last delivered', timeOf(health?.lastDeliveredAt)],
        ['Last failed', timeOf(health?.lastFailedAt)],
        ['Waiting', health === undefined ? null : waitingOf(health.waiting, health.oldestWaitingAt)],
        ['Given up', health === undefined ? null : health.dead],
        ['Disabled', disabled === null ? null : <Ago at={disabled.at} />],
        [
          'Old secret signs',
          oldSecretUntil === null ? null : <>until {new Date(oldSecretUntil).toLocaleString('en-GB')}</>,
        ],
      ]}
    />
  );
}

function timeOf(at: string | null | undefined) {
  if (at === undefined) return null;
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
