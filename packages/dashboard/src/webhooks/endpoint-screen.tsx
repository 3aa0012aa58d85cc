import { Link, useLocation } from 'wouter';
import { ApiError } from '../api/api-error.js';
import '../styles/webhooks.css';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointActions } from './endpoint-actions.js';
import { EndpointAdvice, EndpointBadge } from './endpoint-badge.js';
import { EndpointFigures } from './endpoint-figures.js';
import { useEndpoint } from './use-endpoints.js';

/** One endpoint with all that was sent to it. */
export default function EndpointScreen({ params: { id = '' } }: { readonly params: Readonly<Record<string, string>> }) {
  const [, navigate] = useLocation();
  const { data: endpoint, error, refetch } = useEndpoint(id);
  if (error instanceof ApiError && error.status === 404) {
    return (
      <>
        <PageHeader title="Webhook" />
        <EmptyState title="There is no such endpoint">
          <p>It was removed, or belongs to another API key.</p>
          <Link href="/webhooks" className="button button-default">
            All webhooks
          </Link>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={endpoint?.url ?? 'Webhook'}
        actions={endpoint && <EndpointActions endpoint={endpoint} onRemoved={() => navigate('/webhooks')} />}
      >
        <Link href="/webhooks">All webhooks</Link>
        <span className="mono">{id}</span>
        {endpoint && <EndpointBadge endpoint={endpoint} />}
      </PageHeader>
      <div className="stack">
        {error !== null && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {endpoint === undefined && error === null && <Skeleton height="12rem" />}
        {endpoint !== undefined && (
          <Card title="Health" className="webhooks-health">
            <EndpointAdvice endpoint={endpoint} />
            <EndpointFigures endpoint={endpoint} />
          </Card>
        )}
        <DeliveryLog endpointId={id} />
      </div>
    </>
  );
}
