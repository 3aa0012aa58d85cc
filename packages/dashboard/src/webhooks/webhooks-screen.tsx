import { useState } from 'react';
import { Link } from 'wouter';
import { useSession } from '../session/use-session.js';
import '../styles/webhooks.css';
import { Button } from '../ui/button.js';
import { CodeBlock } from '../ui/code-block.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointActions } from './endpoint-actions.js';
import { EndpointAdvice, EndpointBadge } from './endpoint-badge.js';
import { EndpointFigures } from './endpoint-figures.js';
import { AddEndpointDialog } from './endpoint-dialogs.js';
import type { WebhookEndpoint } from './endpoint-health.js';
import { useEndpoints } from './use-endpoints.js';

/** Where events are sent, and what came of it. */
export default function WebhooksScreen() {
  const { whyReadOnly } = useSession();
  const { data: endpoints, error, refetch } = useEndpoints();
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <Button variant="primary" whyDisabled={whyReadOnly} onClick={() => setIsAdding(true)}>
      Add an endpoint
    </Button>
  );
  return (
    <>
      <PageHeader title="Webhooks" actions={add}>
        Every event is signed, sent in order for each instance, and tried again for three days.
      </PageHeader>
      <div className="stack">
        {error !== null && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {endpoints === undefined && error === null && <Skeleton lines={2} height="10rem" />}
        {endpoints?.length === 0 && (
          <div className="card">
            <EmptyState title="Nobody is told of events yet">
              <p>Add the address of a program of yours. To try it without one, have events sent to this machine:</p>
              <CodeBlock code="novita-fleet webhooks listen --forward-to http://127.0.0.1:3000/webhooks" of="command" />
              {whyReadOnly !== undefined && <p>{whyReadOnly}</p>}
            </EmptyState>
          </div>
        )}
        {endpoints !== undefined && endpoints.length > 0 && (
          <ul className="webhooks-endpoints">
            {endpoints.map((endpoint) => (
              <EndpointCard key={endpoint.id} endpoint={endpoint} />
            ))}
          </ul>
        )}
        <DeliveryLog />
      </div>
      {isAdding && <AddEndpointDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}

function EndpointCard({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  return (
    <li className="card webhooks-endpoint">
      <div className="webhooks-endpoint-head">
        <h2>
          <Link href={`/webhooks/${endpoint.id}`}>{endpoint.url}</Link>
        </h2>
        <EndpointBadge endpoint={endpoint} />
      </div>
      <EndpointAdvice endpoint={endpoint} />
      <EndpointFigures endpoint={endpoint} />
      <div className="line webhooks-endpoint-buttons">
        <EndpointActions endpoint={endpoint} isShort />
      </div>
    </li>
  );
}
