import { useState } from 'react';
import type { Instance } from '../api/schemas.js';
import { LiveCost } from '../live/live-cost.js';
import { costSoFar } from '../live/running-cost.js';
import type { Row } from '../live/row.js';
import { formatMoney } from '../money/money.js';
import { useSession } from '../session/use-session.js';
import { formatDuration } from '../time/format-duration.js';
import { Until } from '../time/times.js';
import { useNow } from '../time/use-now.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { DefinitionList } from '../ui/definition-list.js';
import { PromisesDialog } from './promises-dialog.js';
import { isEnd } from './phases.js';

/** Cost and what the server keeps for the user: budget, times and deadlines. */
export function PromisesCard({ row }: { readonly row: Row }) {
  const { instance } = row;
  const { promises, cost, nextDeadline, status } = instance;
  const { whyReadOnly } = useSession();
  const [isEditing, setIsEditing] = useState(false);
  return (
    <Card
      title="Cost and promises"
      actions={
        <Button
          isSmall
          whyDisabled={whyReadOnly ?? (isEnd(status) ? 'The instance has ended.' : undefined)}
          onClick={() => setIsEditing(true)}
        >
          Change…
        </Button>
      }
    >
      {cost.soFar === null ? (
        <p className="cost-none muted">The cloud has told no price for it.</p>
      ) : (
        <p className="cost-so-far nums">
          <LiveCost row={row} />
          <span className="muted"> so far{cost.perHour !== null && `, at ${formatMoney(cost.perHour)} an hour`}</span>
        </p>
      )}
      {promises.maxCost !== null && <Budget row={row} maxCost={promises.maxCost} />}
      <DefinitionList
        rows={[
          ['Next deadline', nextDeadline === null ? 'None' : <Until at={nextDeadline} />],
          ['Stopped after', lengthText(promises.stopAfterMs, 'since it was last asked up')],
          ['Deleted after', lengthText(promises.deleteAfterMs, 'since it was asked for')],
          ['Stopped when idle', idleText(promises)],
          ['When reclaimed', promises.onReclaim === 'recreate' ? 'Recreated elsewhere' : 'Kept as it is'],
          ['Way up', <Deadlines key="deadlines" deadlines={promises.deadlines} />],
        ]}
      />
      {isEditing && <PromisesDialog instance={instance} onClose={() => setIsEditing(false)} />}
    </Card>
  );
}

function Budget({
  row,
  maxCost,
}: {
  readonly row: Row;
  readonly maxCost: NonNullable<Instance['promises']['maxCost']>;
}) {
  const spent = costSoFar(row, useNow());
  const part = spent === null ? 0 : spent.amount / 10 ** spent.scale / (maxCost.amount / 10 ** maxCost.scale);
  const percent = Math.min(100, Math.max(0, part * 100));
  return (
    <div className="budget">
      <div
        className="budget-bar"
        role="meter"
        aria-label="Used of the budget"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
      >
        <span className={percent >= 80 ? 'tone-warn' : 'tone-good'} style={{ width: `${percent}%` }} />
      </div>
      <p className="hint nums">
        {percent.toFixed(percent < 10 ? 1 : 0)} % of {formatMoney(maxCost)}; it is stopped when that is spent
      </p>
    </div>
  );
}

function Deadlines({ deadlines }: { readonly deadlines: Instance['promises']['deadlines'] }) {
  const { queuedMs, pullingMs, startingMs, probingMs } = deadlines;
  return (
    <>
      Queued {formatDuration(queuedMs)}, pulling {formatDuration(pullingMs)}, starting {formatDuration(startingMs)},
      probing {formatDuration(probingMs)} at most
    </>
  );
}

function lengthText(ms: number | null, since: string): string {
  return ms === null ? 'Never' : `${formatDuration(ms)} ${since}`;
}

function idleText({ idleStopAfterMs, idleGpuBusyPercent, idleGraceMs }: Instance['promises']): string {
  if (idleStopAfterMs === null) return 'No';
  const use = idleGpuBusyPercent === null ? 'a heartbeat' : `a heartbeat or ${idleGpuBusyPercent} % on the GPU`;
  const grace = idleGraceMs === null || idleGraceMs === 0 ? '' : `, never in the first ${formatDuration(idleGraceMs)}`;
  return `After ${formatDuration(idleStopAfterMs)} without ${use}${grace}`;
}
