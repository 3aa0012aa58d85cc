import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/use-api.js';
import { InstanceLink } from '../live/instance-link.js';
import { useSession } from '../session/use-session.js';
import { At, Until } from '../time/times.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { CodeBlock } from '../ui/code-block.js';
import { DefinitionList } from '../ui/definition-list.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote, Note } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { Tabs } from '../ui/tabs.js';
import { useToast } from '../ui/toasts.js';
import { DeliveryBadge } from './delivery-badge.js';
import { attemptOutcome, prettyBody, type Attempt, type Delivery, type WholeDelivery } from './delivery-view.js';
import { useEndpoints, useRefreshWebhooks } from './use-endpoints.js';

/** What is waited for is looked at so often, in milliseconds. */
const WATCH_MS = 1_500;

/** One delivery: every attempt with its answer, and what is sent. */
export function DeliveryDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const api = useApi();
  const toast = useToast();
  const refresh = useRefreshWebhooks();
  const { whyReadOnly } = useSession();
  const path = `/v1/deliveries/${encodeURIComponent(id)}`;
  const { data: delivery, error } = useQuery({
    queryKey: ['webhooks', 'delivery', id],
    queryFn: ({ signal }) => api.get<WholeDelivery>(path, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? WATCH_MS : false),
  });
  const replay = useMutation({
    mutationFn: () => api.post<Delivery>(`${path}/redeliver`),
    onSuccess: () => {
      refresh();
      toast.done('It is sent once more');
    },
  });
  const isWaiting = delivery?.status === 'pending';
  return (
    <Dialog
      title={delivery?.eventType ?? 'Delivery'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            whyDisabled={whyReadOnly ?? (isWaiting ? 'It waits already, and is sent by itself.' : undefined)}
            isBusy={replay.isPending}
            onClick={() => replay.mutate()}
          >
            Send once more
          </Button>
        </>
      }
    >
      <div className="webhooks-delivery stack">
        {error !== null && <ErrorNote error={error} />}
        {replay.error !== null && <ErrorNote error={replay.error} />}
        {delivery === undefined && error === null && <Skeleton lines={5} height="2.5rem" />}
        {delivery !== undefined && <Details delivery={delivery} />}
      </div>
    </Dialog>
  );
}

function Details({ delivery }: { readonly delivery: WholeDelivery }) {
  const { instanceId, endpointId, eventId, createdAt, nextAttemptAt, status, log, body } = delivery;
  const endpoint = useEndpoints().data?.find((each) => each.id === endpointId);
  return (
    <>
      <DefinitionList
        rows={[
          ['Status', <DeliveryBadge key="status" delivery={delivery} />],
          ['To', endpoint?.url ?? <span className="mono">{endpointId}</span>],
          ['Instance', instanceId === null ? null : <InstanceLink key="instance" id={instanceId} />],
          ['Happened', <At key="at" at={createdAt} />],
          ['Next try', status === 'pending' && nextAttemptAt !== null ? <Until key="next" at={nextAttemptAt} /> : null],
          [
            'Event id',
            <span key="id" className="mono">
              {eventId}
            </span>,
          ],
        ]}
      />
      {endpoint?.enabled === false && (
        <Note tone="warn">
          <p>The endpoint is disabled: nothing is sent to it until it is enabled.</p>
        </Note>
      )}
      <section>
        <h3>Attempts</h3>
        {log.length === 0 ? (
          <p className="hint">None yet.</p>
        ) : (
          <ol className="webhooks-attempts">
            {log.map((attempt) => (
              <AttemptItem key={attempt.number} attempt={attempt} />
            ))}
          </ol>
        )}
      </section>
      <section>
        <h3>Body</h3>
        {body === null ? (
          <p className="hint">No longer kept.</p>
        ) : (
          <Tabs
            label="Body"
            tabs={[
              { name: 'Pretty', content: () => <CodeBlock code={prettyBody(body)} of="body, pretty" /> },
              { name: 'Raw, as signed', content: () => <CodeBlock code={body} of="body as sent" /> },
            ]}
          />
        )}
      </section>
    </>
  );
}

function AttemptItem({ attempt }: { readonly attempt: Attempt }) {
  const { isDelivered, label, reason } = attemptOutcome(attempt);
  return (
    <li>
      <div className="line">
        <span className="hint nums">{attempt.number}</span>
        <Badge tone={isDelivered ? 'good' : 'bad'}>{label}</Badge>
        <span className="nums">{attempt.durationMs} ms</span>
        <span className="muted">
          <At at={attempt.at} />
        </span>
      </div>
      {reason !== null && <p>{reason}</p>}
      {attempt.answer !== null && attempt.answer !== '' && (
        <pre className="webhooks-answer-text" tabIndex={0} aria-label={`Answer to attempt ${attempt.number}`}>
          {attempt.answer}
        </pre>
      )}
    </li>
  );
}
