import { formatMoney } from '../money/money.js';
import { useNow } from '../time/use-now.js';
import type { Row } from './row.js';
import { costSoFar, isMetered } from './running-cost.js';

/** The cost of an instance until now, ticking while its meter runs. */
export function LiveCost({ row }: { readonly row: Row }) {
  return isMetered(row.instance) ? <Ticking row={row} /> : <>{shown(row, row.readAt)}</>;
}

/** Apart, so that what stands is not drawn each second. */
function Ticking({ row }: { readonly row: Row }) {
  return <>{shown(row, useNow())}</>;
}

function shown(row: Row, now: number): string {
  const cost = costSoFar(row, now);
  return cost === null ? '–' : formatMoney(cost);
}
