import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Money, Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { costOf, formatMoney, sumOf } from '../money/money.js';
import { useNow } from '../time/use-now.js';
import { Stat } from '../ui/stat.js';
import type { FleetTotals } from './fleet-totals.js';

/** Between readings of today's cost; in between it goes on by the price of what runs. */
const REFRESH_MS = 60_000;

/** The figures above the table. @param totals - null while the list is being read. */
export function FleetFigures({ totals }: { readonly totals: FleetTotals | null }) {
  return (
    <div className="stats">
      <Stat
        name="GPUs running"
        value={totals?.gpus ?? '–'}
        note={totals === null ? '' : `in ${counted(totals.running, 'instance')}`}
      />
      <Stat
        name="Cost per hour"
        value={totals === null ? '–' : formatMoney(totals.perHour)}
        note={totals === null ? '' : `${formatMoney(costOf(totals.perHour, 24 * 3_600_000))} a day`}
      />
      <TodayStat perHour={totals?.perHour ?? null} />
      <Stat
        name="Need a look"
        value={totals?.problems ?? '–'}
        note={totals !== null && totals.problems > 0 ? <Link href="/?problems=1">Show them</Link> : 'Nothing is wrong'}
      />
    </div>
  );
}

function TodayStat({ perHour }: { readonly perHour: Money | null }) {
  const api = useApi();
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['usage-today'],
    queryFn: ({ signal }) => {
      const today = new Date().toISOString().slice(0, 10);
      return api.get<Schemas['Usage']>('/v1/usage', { query: { from: today, to: today }, signal });
    },
    refetchInterval: REFRESH_MS,
  });
  const value =
    data === undefined ? '–' : <TickingCost base={data.total.cost} perHour={perHour} since={dataUpdatedAt} />;
  return <Stat name="Cost today" value={value} note={<Link href="/costs">since 0:00 UTC</Link>} />;
}

function TickingCost({ base, perHour, since }: { base: Money; perHour: Money | null; since: number }) {
  const now = useNow();
  return <>{formatMoney(perHour === null ? base : sumOf([base, costOf(perHour, now - since)]), 2)}</>;
}

/** Such as `1 instance` or `1,204 instances`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
