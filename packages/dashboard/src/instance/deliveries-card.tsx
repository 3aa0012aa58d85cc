import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { Ago } from '../time/times.js';
import { Card } from '../ui/card.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { DeliveryBadge } from '../webhooks/delivery-badge.js';
import { lastOutcome } from '../webhooks/delivery-view.js';

const SHOWN = 10;
const REFRESH_MS = 10_000;

/** The latest webhook deliveries about an instance. */
export function DeliveriesCard({ id }: { readonly id: string }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries', 'instance', id],
    queryFn: ({ signal }) =>
      api.get<Schemas['DeliveryList']>('/v1/deliveries', { query: { instanceId: id, limit: SHOWN }, signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Card
      title="Webhook deliveries"
      actions={<Link href={`/webhooks?instance=${encodeURIComponent(id)}`}>All of them</Link>}
    >
      {error !== null ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={3} />
      ) : data.data.length === 0 ? (
        <p className="muted">
          None. <Link href="/webhooks">Add a webhook</Link> to be told of its events.
        </p>
      ) : (
        <ul className="delivery-list">
          {data.data.map((delivery) => (
            <li key={delivery.id}>
              <DeliveryBadge delivery={delivery} />
              <Link href={`/webhooks/${encodeURIComponent(delivery.endpointId)}`} className="mono">
                {delivery.eventType.replace('instance.', '')}
              </Link>
              <span className="muted delivery-words">
                {delivery.status === 'delivered'
                  ? `after ${delivery.attempts === 1 ? '1 attempt' : `${delivery.attempts} attempts`}`
                  : lastOutcome(delivery)}
              </span>
              <span className="muted">
                <Ago at={delivery.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
