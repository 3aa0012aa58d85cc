import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { BarChart } from '../charts/bar-chart.js';
import { useKeyNames } from '../fleet/use-key-names.js';
import { InstanceLink } from '../live/instance-link.js';
import { formatMoney, usd } from '../money/money.js';
import { useSession } from '../session/use-session.js';
import '../styles/costs.css';
import { formatDuration } from '../time/format-duration.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote, Note } from '../ui/error-note.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { Stat } from '../ui/stat.js';
import { KeyBudgets } from './key-budgets.js';
import { RangePicker } from './range-picker.js';
import { ShareTable } from './share-table.js';
import { daysIn, lastDays, rangeProblem, type UsageRange } from './usage-range.js';
import { costShares, dailyCosts } from './usage-series.js';
import { useUsage, type Usage } from './use-usage.js';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** What instances have cost. */
export default function CostsScreen() {
  const { isAdmin, session } = useSession();
  const [search, setSearch] = useSearchParams();
  const [standard] = useState(() => lastDays(30, Date.now()));
  const asked = { from: search.get('from') ?? '', to: search.get('to') ?? '' };
  const range = rangeProblem(asked) === undefined ? asked : standard;
  const byDay = useUsage(range, 'day');
  const byInstance = useUsage(range, 'instance');
  const byKey = useUsage(range, 'key', isAdmin);
  const error = byDay.error ?? byInstance.error ?? byKey.error;
  return (
    <>
      <PageHeader title="Costs">
        Compute time at the prices that the cloud told, in days of UTC. Disks are not counted.
        {!isAdmin && ` Only what ${session.name} asked for.`}
      </PageHeader>
      <div className="stack">
        <RangePicker range={range} onChange={(next) => setSearch({ ...next }, { replace: true })} />
        {error !== null && <ErrorNote error={error} onRetry={() => void byDay.refetch()} />}
        <Figures usage={byDay.data} range={range} />
        <Card title="Cost per day" className="costs-chart">
          {byDay.data === undefined ? <Skeleton height="13rem" /> : <DayChart usage={byDay.data} range={range} />}
        </Card>
        <div className="cards costs-tables">
          <Card title="By instance">
            <InstanceShares usage={byInstance.data} />
          </Card>
          {isAdmin && (
            <Card title="By API key">
              <KeyShares usage={byKey.data} />
            </Card>
          )}
        </div>
        {isAdmin && <KeyBudgets />}
      </div>
    </>
  );
}

function Figures({ usage, range }: { readonly usage: Usage | undefined; readonly range: UsageRange }) {
  const days = daysIn(range).length;
  const total = usage?.total;
  // Shown, not summed: a mean may be rounded.
  const mean = total && usd(Math.round(total.cost.amount / days), total.cost.scale);
  return (
    <>
      <div className="stats costs-figures">
        <Stat name="Total" value={total === undefined ? '–' : formatMoney(total.cost)} note={`${days} days`} />
        <Stat name="Per day" value={mean === undefined ? '–' : formatMoney(mean)} note="on average" />
        <Stat
          name="Compute time"
          value={total === undefined ? '–' : hoursText(total.meteredMs)}
          note="in which something ran"
        />
      </div>
      {total !== undefined && total.unpricedMs > 0 && (
        <Note tone="warn">
          <p>
            The cloud has not told the price of {formatDuration(total.unpricedMs)} yet. That time counts as free until
            it does.
          </p>
        </Note>
      )}
    </>
  );
}

function DayChart({ usage, range }: { readonly usage: Usage; readonly range: UsageRange }) {
  const days = dailyCosts(usage.data, range);
  if (usage.total.meteredMs === 0) {
    return (
      <EmptyState title="Nothing ran in these days">
        <p>
          <Link href="/create">Create an instance</Link>, or look at more days.
        </p>
      </EmptyState>
    );
  }
  const scale = usage.total.cost.scale;
  return (
    <>
      <BarChart
        label="Cost per day"
        bars={days.map(({ day, cost, meteredMs, unpricedMs }) => ({
          label: DAY.format(new Date(day)),
          // Only the height is a float; what is said is the exact amount.
          value: cost.amount / 10 ** cost.scale,
          text: `${formatMoney(cost)}, ${hoursText(meteredMs)}${unpricedMs > 0 ? `, ${formatDuration(unpricedMs)} without a price` : ''}`,
        }))}
        format={(value) =>
          formatMoney(usd(Math.round(value * 10 ** scale), scale), value < 1 && value > 0 ? undefined : 0)
        }
      />
      <details className="costs-as-table">
        <summary>As a table</summary>
        {/* It is scrolled by keyboard, too. */}
        <div className="table-frame costs-day-table" tabIndex={0} role="region" aria-label="Cost per day, as a table">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col" className="number">
                  Cost
                </th>
                <th scope="col" className="number">
                  Compute time
                </th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, cost, meteredMs }) => (
                <tr key={day}>
                  <td>{day}</td>
                  <td className="number">{formatMoney(cost)}</td>
                  <td className="number">{hoursText(meteredMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function InstanceShares({ usage }: { readonly usage: Usage | undefined }) {
  if (usage === undefined) return <Skeleton lines={5} height="2rem" />;
  return (
    <ShareTable
      of="Instance"
      shares={costShares(usage.data, usage.total.cost, 'instanceId')}
      isAll={usage.nextCursor === null}
      nameOf={(id) => <InstanceLink id={id} />}
    />
  );
}

function KeyShares({ usage }: { readonly usage: Usage | undefined }) {
  const names = useKeyNames();
  if (usage === undefined) return <Skeleton lines={5} height="2rem" />;
  return (
    <ShareTable
      of="API key"
      shares={costShares(usage.data, usage.total.cost, 'owner')}
      isAll={usage.nextCursor === null}
      nameOf={(id) => <span title={id}>{names?.get(id) ?? <span className="mono">{id}</span>}</span>}
    />
  );
}

function hoursText(ms: number): string {
  const hours = ms / 3_600_000;
  return hours > 0 && hours < 10 ? formatDuration(ms) : `${Math.round(hours).toLocaleString('en-US')} h`;
}
