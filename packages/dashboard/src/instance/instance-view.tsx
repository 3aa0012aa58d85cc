import { Link } from 'wouter';
import { billingModeOf, gpuOf, regionOf, type ProductNames } from '../fleet/place-of.js';
import type { Row } from '../live/row.js';
import { Age, At, Until } from '../time/times.js';
import { Card } from '../ui/card.js';
import { CopyButton } from '../ui/copy-button.js';
import { DefinitionList } from '../ui/definition-list.js';
import { ErrorNote, Note } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { StatusBadge } from '../ui/status-badge.js';
import { nameOfStatus, toneOfStatus } from '../ui/status.js';
import { ConnectionCard } from './connection-card.js';
import { DeliveriesCard } from './deliveries-card.js';
import { EventList } from './event-list.js';
import { GpuCard } from './gpu-card.js';
import { InstanceActions } from './instance-actions.js';
import { PlanList } from './plan-list.js';
import { PromisesCard } from './promises-card.js';
import { Timeline } from './timeline.js';
import { useInstanceEvents } from './use-instance-events.js';

interface InstanceViewProps {
  readonly row: Row;
  readonly names: ProductNames;
  /** Name of its API key, for those who may see it. */
  readonly ownerName: string | null;
}

/** What is known of an instance. */
export function InstanceView({ row, names, ownerName }: InstanceViewProps) {
  const { instance } = row;
  const { id, name, status, novita, spec, metadata, replaces, replacedBy, probe, createdAt } = instance;
  const { events, isLoading, error } = useInstanceEvents(id);
  return (
    <>
      <PageHeader title={name} actions={<InstanceActions instance={instance} />}>
        <StatusBadge status={status} />
        <span>
          {gpuOf(instance, names)}, {billingModeOf(instance) === 'spot' ? 'spot' : 'on demand'}
        </span>
        <span className="instance-id">
          <span className="mono">{id}</span>
          <CopyButton text={id} of="id" />
        </span>
      </PageHeader>
      <div className="stack">
        <Notices row={row} />
        <div className="instance-columns">
          <div className="stack">
            <Card title="Timeline">
              {error !== null && events.length === 0 ? (
                <ErrorNote error={error} />
              ) : isLoading ? (
                <Skeleton lines={5} />
              ) : (
                <Timeline instance={instance} events={events} />
              )}
            </Card>
            <GpuCard instance={instance} />
            <Card title="Events">{isLoading ? <Skeleton lines={5} /> : <EventList events={events} />}</Card>
            <DeliveriesCard id={id} />
          </div>
          <div className="stack">
            <PromisesCard row={row} />
            <ConnectionCard instance={instance} />
            <Card title="Details">
              <DefinitionList
                rows={[
                  ['Region', regionOf(instance) ?? 'Chosen by the cloud'],
                  [
                    'Image',
                    <span key="image" className="mono">
                      {spec.imageUrl}
                    </span>,
                  ],
                  ['Root disk', `${spec.rootfsSize} GB`],
                  ['Ports', spec.ports.map(({ port, type }) => `${port}/${type}`).join(', ') || 'None'],
                  ['Latest probe', probe ?? 'None'],
                  ['In the cloud', cloudText(novita)],
                  ['Age', <Age key="age" at={createdAt} />],
                  ['Asked for', <At key="at" at={createdAt} />],
                  ['API key', ownerName],
                  ['Labels', labelsText(metadata)],
                  ['Replaces', replaces === null ? null : <InstanceLink key="replaces" id={replaces} />],
                  ['Replaced by', replacedBy === null ? null : <InstanceLink key="by" id={replacedBy} />],
                ]}
              />
            </Card>
            <Card title="Plan">
              <PlanList instance={instance} names={names} />
            </Card>
          </div>
        </div>
      </div>
    </>
  );
}

/** What to know before all else. */
function Notices({ row: { instance } }: { readonly row: Row }) {
  const { cause, spotReclaimAt, status, replacedBy } = instance;
  const tone = toneOfStatus(status);
  return (
    <>
      {spotReclaimAt !== null && status !== 'deleted' && (
        <Note tone="warn">
          <p className="note-title">
            The cloud takes this spot instance back <Until at={spotReclaimAt} />
          </p>
          <p>
            {instance.promises.onReclaim === 'recreate'
              ? 'A new one will be created by its plan.'
              : 'Save what is on its disk. Recreate it to go on elsewhere.'}
          </p>
        </Note>
      )}
      {cause !== null && (
        <Note tone={tone === 'bad' ? 'bad' : tone === 'warn' ? 'warn' : 'info'}>
          <p className="note-title">
            {nameOfStatus(status)}: <code>{cause.code}</code>
          </p>
          <p>{cause.message}</p>
        </Note>
      )}
      {replacedBy !== null && (
        <Note tone="info">
          Another instance has taken its place: <InstanceLink id={replacedBy} />
        </Note>
      )}
    </>
  );
}

function InstanceLink({ id }: { readonly id: string }) {
  return (
    <Link href={`/instances/${encodeURIComponent(id)}`} className="mono">
      {id}
    </Link>
  );
}

function cloudText({ instanceId, status, released }: Row['instance']['novita']): string {
  if (released) return 'Nothing is left of it';
  return [instanceId, status].filter((part) => part !== null).join(', ') || 'Not there yet';
}

function labelsText(metadata: Readonly<Record<string, string>>): string | null {
  const labels = Object.entries(metadata).map(([name, value]) => `${name}=${value}`);
  return labels.length === 0 ? null : labels.join(', ');
}
