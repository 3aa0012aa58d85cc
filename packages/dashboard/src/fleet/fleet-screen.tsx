import { useDeferredValue, useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useFleet, useFleetSnapshot } from '../live/use-fleet.js';
import { CodeBlock } from '../ui/code-block.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { Icon } from '../shell/icon.js';
import { counted, FleetFigures } from './fleet-figures.js';
import { filtered, paramsOf, viewOf, type FleetView } from './fleet-filter.js';
import { FleetFilters } from './fleet-filters.js';
import { sorted } from './fleet-order.js';
import { FleetTable } from './fleet-table.js';
import { totalsOf } from './fleet-totals.js';
import { useKeyNames } from './use-key-names.js';
import { useProductNames } from './use-product-names.js';
import '../styles/fleet.css';

/** All instances. */
export default function FleetScreen() {
  const fleet = useFleet();
  const { rows, loading } = useFleetSnapshot();
  const names = useProductNames();
  const owners = useKeyNames();
  const [params, setParams] = useSearchParams();
  const query = params.toString();
  const view = useMemo(() => viewOf(new URLSearchParams(query)), [query]);
  const change = (part: Partial<FleetView>) => setParams(paramsOf({ ...view, ...part }), { replace: true });

  const isFirst = loading.kind === 'first_page';
  const totals = useMemo(() => (isFirst ? null : totalsOf(rows)), [rows, isFirst]);
  // Typing goes before the table: it follows when there is time.
  const lateRows = useDeferredValue(rows);
  const lateView = useDeferredValue(view);
  const found = useMemo(() => filtered(lateRows, lateView, names), [lateRows, lateView, names]);
  const shown = useMemo(
    () => sorted(found, lateView.sort, lateView.isDescending, names, Date.now()),
    [found, lateView.sort, lateView.isDescending, names],
  );
  const isEmpty = loading.kind === 'complete' && rows.length === 0;

  return (
    <>
      <PageHeader
        title="Fleet"
        actions={
          <Link href="/create" className="button button-primary">
            <Icon name="create" /> Create instance
          </Link>
        }
      />
      <div className="stack">
        {loading.kind === 'failed' && <ErrorNote error={loading.error} onRetry={fleet.reload} />}
        <FleetFigures totals={totals} />
        {isEmpty ? (
          <NoInstances />
        ) : (
          <>
            <FleetFilters view={view} rows={rows} totals={totals} owners={owners} onChange={change} />
            <p className="fleet-count" role="status">
              {isFirst
                ? 'Loading…'
                : `${counted(shown.length, 'instance')}${loading.kind === 'more' ? ', more are being loaded…' : ''}`}
            </p>
            {isFirst ? (
              <Skeleton lines={8} height="3.125rem" />
            ) : shown.length > 0 ? (
              <FleetTable
                rows={shown}
                names={names}
                view={view}
                onSort={(key) => change({ sort: key, isDescending: view.sort === key && !view.isDescending })}
              />
            ) : (
              loading.kind === 'complete' && (
                <EmptyState title="No instance fits these filters">
                  <Button onClick={() => setParams(new URLSearchParams(), { replace: true })}>Clear the filters</Button>
                </EmptyState>
              )
            )}
          </>
        )}
      </div>
    </>
  );
}

function NoInstances() {
  return (
    <div className="card">
      <EmptyState title="There are no instances yet">
        <p>Create the first one here, or by the command line. It appears at once, and you can watch it start.</p>
        <Link href="/create" className="button button-primary">
          <Icon name="create" /> Create instance
        </Link>
        <CodeBlock
          of="command"
          code="novita-fleet create --name trial --gpu 4090 --image nginx --port 80 --probe http:80/ --wait"
        />
      </EmptyState>
    </div>
  );
}
