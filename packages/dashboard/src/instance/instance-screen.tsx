import { Link } from 'wouter';
import { ApiError } from '../api/api-error.js';
import { useKeyNames } from '../fleet/use-key-names.js';
import { useProductNames } from '../fleet/use-product-names.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { InstanceView } from './instance-view.js';
import { useInstance } from './use-instance.js';
import '../styles/instance.css';

/** One instance. */
export default function InstanceScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const id = params.id ?? '';
  const { row, error, retry } = useInstance(id);
  const names = useProductNames();
  const owners = useKeyNames();
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <>
      <Link href="/" className="back">
        ← Fleet
      </Link>
      {row !== undefined ? (
        <InstanceView row={row} names={names} ownerName={owners?.get(row.instance.owner) ?? null} />
      ) : (
        <>
          <PageHeader title={isGone ? 'No such instance' : id} />
          {isGone ? (
            <EmptyState title={`The server has no instance ${id}`}>
              <p>It may belong to another API key, or have been deleted long ago.</p>
              <Link href="/" className="button button-default">
                Go to the fleet
              </Link>
            </EmptyState>
          ) : error !== null ? (
            <ErrorNote error={error} onRetry={retry} />
          ) : (
            <Skeleton lines={4} height="9rem" />
          )}
        </>
      )}
    </>
  );
}
