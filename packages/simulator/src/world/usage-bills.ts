import type { BillLine } from './bill-line.js';
import { cycleEnd, cycleStart, type BillCycle } from './calendar.js';

/** What one line cost in one cycle. */
export interface UsageBill {
  readonly line: BillLine;
  /** Virtual milliseconds; the bill of the present cycle ends now. */
  readonly from: number;
  readonly to: number;
  /** Units times milliseconds. */
  readonly unitMs: number;
  /** Price of one unit for a day at the end, in 1/100000 USD. */
  readonly dayPrice: number;
  /** In 1/10000 USD. */
  readonly amount: number;
}

/** Whole cycles; those that have their beginning in it or around its beginning. */
export interface BillWindow {
  readonly cycle: BillCycle;
  readonly from: number;
  readonly to: number;
}

/**
 * The bills of lines, worked out of when each tariff held. Bills that follow each other add up to what was charged
 * for them all, whatever the cycle.
 */
export function usageBills(lines: readonly BillLine[], { cycle, from, to }: BillWindow, now: number): UsageBill[] {
  return lines.flatMap((line) => {
    const bills: UsageBill[] = [];
    const first = line.changes[0]?.from;
    if (first === undefined) return bills;
    const last = line.isRunning ? now : (line.changes.at(-1)?.from ?? now);
    const end = Math.min(to, last);
    for (let start = cycleStart(Math.max(from, first), cycle); start < end; start = cycleEnd(start, cycle)) {
      const bill = toBill(line, start, Math.min(cycleEnd(start, cycle), now));
      if (bill !== undefined) bills.push(bill);
    }
    return bills;
  });
}

/** @returns undefined when nothing was used that costs anything. */
function toBill(line: BillLine, from: number, to: number): UsageBill | undefined {
  if (line.amountAt(to) === line.amountAt(from)) return undefined;
  const paid = line.changes.findLast(({ from: since, tariff }) => since < to && (tariff?.dayPrice ?? 0) > 0);
  return {
    line,
    from,
    to,
    unitMs: line.unitMsAt(to) - line.unitMsAt(from),
    dayPrice: paid?.tariff?.dayPrice ?? 0,
    amount: line.chargedBetween(from, to),
  };
}
