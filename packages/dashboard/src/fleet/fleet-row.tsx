import { memo } from 'react';
import { LiveCost } from '../live/live-cost.js';
import type { Row } from '../live/row.js';
import { formatMoney } from '../money/money.js';
import { Age, Until } from '../time/times.js';
import { StatusBadge } from '../ui/status-badge.js';
import { billingModeOf, gpuOf, regionOf, type ProductNames } from './place-of.js';

interface FleetRowProps {
  readonly row: Row;
  readonly names: ProductNames;
  /** Its place among all rows, from 0. */
  readonly index: number;
  /** Its distance from the upper edge of the list, in pixels. */
  readonly start: number;
  /** The one row that the tabulator key reaches. */
  readonly isStop: boolean;
}

/** An instance in the table; a card on a phone. It is drawn again only when the instance itself has changed. */
export const FleetRow = memo(function FleetRow({ row, names, index, start, isStop }: FleetRowProps) {
  const { instance } = row;
  const { id, name, status, cause, cost, createdAt, nextDeadline, spotReclaimAt } = instance;
  const region = regionOf(instance);
  return (
    <div
      className="fleet-row"
      role="row"
      aria-rowindex={index + 2}
      data-id={id}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span role="cell" className="fleet-status">
        <StatusBadge status={status} />
      </span>
      <span role="cell" className="fleet-name">
        {/* A plain link: the table goes there for all of its rows. */}
        <a href={`/instances/${encodeURIComponent(id)}`} tabIndex={isStop ? 0 : -1} data-index={index}>
          {name}
        </a>
        <span className="fleet-below" title={cause?.message}>
          {cause === null ? <span className="mono">{id}</span> : cause.message}
        </span>
      </span>
      <span role="cell" className="fleet-gpu">
        <span>{gpuOf(instance, names)}</span>
        <span className="fleet-below">{billingModeOf(instance) === 'spot' ? 'Spot' : 'On demand'}</span>
      </span>
      <span role="cell" className="fleet-region">
        {region ?? <span className="muted">–</span>}
      </span>
      <span role="cell" className="fleet-number" data-label="Age">
        <Age at={createdAt} />
      </span>
      <span role="cell" className="fleet-number nums" data-label="Per hour">
        {cost.perHour === null ? '–' : formatMoney(cost.perHour)}
      </span>
      <span role="cell" className="fleet-number nums" data-label="So far">
        <LiveCost row={row} />
      </span>
      <span role="cell" className="fleet-number" data-label={spotReclaimAt === null ? 'Deadline' : 'Taken back'}>
        {spotReclaimAt !== null ? (
          <span className="fleet-reclaim">
            <Until at={spotReclaimAt} />
          </span>
        ) : nextDeadline === null ? (
          '–'
        ) : (
          <Until at={nextDeadline} />
        )}
      </span>
    </div>
  );
});
