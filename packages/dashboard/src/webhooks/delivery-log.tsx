import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { InstanceLink } from '../live/instance-link.js';
import { Ago, Until } from '../time/times.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { DeliveryBadge } from './delivery-badge.js';
import { DeliveryDialog } from './delivery-dialog.js';
import { filterOfSearch, isEverything, queryOfFilter, searchOfFilter, type DeliveryFilter } from './delivery-filter.js';
import { DeliveryFilterBar } from './delivery-filter-bar.js';
import { lastOutcome, type Delivery } from './delivery-view.js';
import { useEndpoints } from './use-endpoints.js';

const PAGE_SIZE = 50;
const REFRESH_MS = 5_000;
const DELIVERY = 'delivery';

/** What was sent, newest first. @param endpointId - only to this endpoint. */
export function DeliveryLog({ endpointId }: { readonly endpointId?: string }) {
  const api = useApi();
  const [search, setSearch] = useSearchParams();
  const filter = filterOfSearch(search.toString());
  const open = search.get(DELIVERY);
  const list = useInfiniteQuery({
    queryKey: ['webhooks', 'deliveries', endpointId ?? null, searchOfFilter(filter)],
    queryFn: ({ signal, pageParam }) =>
      api.get<Schemas['DeliveryList']>('/v1/deliveries', {
        query: { ...queryOfFilter(filter), limit: PAGE_SIZE, endpointId, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // Further pages would be read again, too, and what one reads would move away.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS),
  });
  const deliveries = list.data?.pages.flatMap(({ data }) => data);

  function show(id: string | null) {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (id === null) next.delete(DELIVERY);
      else next.set(DELIVERY, id);
      return next;
    });
  }

  return (
    <Card title="Deliveries" className="webhooks-log">
      <DeliveryFilterBar
        filter={filter}
        onChange={(next: DeliveryFilter) => setSearch(new URLSearchParams(searchOfFilter(next)), { replace: true })}
      />
      {list.error !== null && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {deliveries === undefined && list.error === null && <Skeleton lines={6} height="2.25rem" />}
      {deliveries?.length === 0 && <NoDeliveries filter={filter} />}
      {deliveries !== undefined && deliveries.length > 0 && (
        <div className="table-frame">
          <table className="table table-folding">
            <thead>
              <tr>
                <th scope="col">Status</th>
                <th scope="col">Event</th>
                <th scope="col">Instance</th>
                {endpointId === undefined && <th scope="col">To</th>}
                <th scope="col">Last answer</th>
                <th scope="col" className="number">
                  Tries
                </th>
                <th scope="col" className="number">
                  When
                </th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  hasEndpoint={endpointId === undefined}
                  onOpen={() => show(delivery.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <div className="webhooks-more">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
      {open !== null && <DeliveryDialog id={open} onClose={() => show(null)} />}
    </Card>
  );
}

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly hasEndpoint: boolean;
  readonly onOpen: () => void;
}

function DeliveryRow({ delivery, hasEndpoint, onOpen }: DeliveryRowProps) {
  const { eventType, instanceId, sequence, endpointId, attempts, nextAttemptAt, createdAt, status } = delivery;
  return (
    <tr>
      <td>
        <DeliveryBadge delivery={delivery} />
      </td>
      <td className="webhooks-event">
        <button type="button" className="link-button mono" onClick={onOpen}>
          {eventType}
        </button>
        {sequence > 0 && <span className="hint nums"> #{sequence}</span>}
      </td>
      <td>{instanceId === null ? <span className="muted">–</span> : <InstanceLink id={instanceId} />}</td>
      {hasEndpoint && (
        <td>
          <EndpointLink id={endpointId} />
        </td>
      )}
      <td className="webhooks-answer" data-short={status === 'delivered'}>
        {lastOutcome(delivery) ?? <span className="muted">–</span>}
      </td>
      <td className="number">
        <span className="narrow-only">Tries: </span>
        {attempts}
      </td>
      <td className="number webhooks-when">
        <Ago at={createdAt} />
        {status === 'pending' && attempts > 0 && nextAttemptAt !== null && (
          <span className="hint">
            next <Until at={nextAttemptAt} />
          </span>
        )}
      </td>
    </tr>
  );
}

/** The host of an endpoint: that is what tells it from the others. */
function EndpointLink({ id }: { readonly id: string }) {
  const url = useEndpoints().data?.find((each) => each.id === id)?.url;
  return (
    <Link href={`/webhooks/${id}`} title={url ?? id}>
      {url === undefined ? <span className="mono">{id}</span> : new URL(url).host}
    </Link>
  );
}

function NoDeliveries({ filter }: { readonly filter: DeliveryFilter }) {
  return isEverything(filter) ? (
    <EmptyState title="Nothing was sent yet">
      <p>
        As soon as something happens to an instance, it is listed here. A test event shows at once whether it arrives.
      </p>
    </EmptyState>
  ) : (
    <EmptyState title="No delivery fits">
      <p>Ask for less: another status, any type, or a longer time.</p>
    </EmptyState>
  );
}
