import { BillLine, type LineOwner, type Tariff } from './bill-line.js';
import type { EventQueue } from './event-queue.js';
import { toWalletUnits, WALLET_UNIT, type ExactAmount } from './money.js';
import { Refusal } from './refusal.js';

/** Why a subscription was paid. */
export type TradeType = 'monthly_new_buy' | 'monthly_re_buy';

/** A subscription paid at once. */
export interface PrepaidCharge {
  readonly id: string;
  readonly time: number;
  readonly ownerId: string;
  readonly productId: string;
  readonly productName: string;
  readonly months: number;
  readonly units: number;
  readonly tradeType: TradeType;
  /** What was paid for; virtual milliseconds. */
  readonly from: number;
  readonly to: number;
  /** In 1/10000 USD. */
  readonly amount: number;
}

export interface TopUp {
  readonly id: string;
  readonly time: number;
  /** In 1/10000 USD. */
  readonly amount: number;
}

export interface BillingParts {
  /** Opening balance in 1/10000 USD. */
  readonly balance: number;
  readonly startMs: number;
  readonly events: EventQueue;
  readonly now: () => number;
  /** The balance has come down to nothing, or there is money again. */
  readonly onChange: (isEmpty: boolean) => void;
}

/**
 * The account: what is billed by time, what was paid at once, and what is left. Balance, bills and charges are whole
 * 1/10000 USD; at every moment the balance is what was paid in, less the sum of all bills.
 */
export class Billing {
  readonly #parts: BillingParts;
  readonly #lines: BillLine[] = [];
  readonly #charges: PrepaidCharge[] = [];
  readonly #topUps: TopUp[] = [];
  #paidIn = 0;
  #prepaid = 0;
  /** Exact usage of all lines up to `#since`, and what it grows by per millisecond. */
  #usage: ExactAmount = 0n;
  #rate = 0n;
  #since: number;
  #isEmpty = false;
  #checkAt = Infinity;

  constructor(parts: BillingParts) {
    this.#parts = parts;
    this.#since = parts.startMs;
    this.#record(parts.balance);
    this.#isEmpty = parts.balance <= 0;
  }

  /** Everything billed by time, in the order it was opened. */
  get lines(): readonly BillLine[] {
    return this.#lines;
  }

  /** Every subscription paid, oldest first. */
  get charges(): readonly PrepaidCharge[] {
    return this.#charges;
  }

  /** What was paid in, oldest first; the first is the opening balance. */
  get topUps(): readonly TopUp[] {
    return this.#topUps;
  }

  /** Whether there is nothing left to spend. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Exact cost of all usage so far. */
  get usage(): ExactAmount {
    return this.#usage + this.#rate * BigInt(this.#parts.now() - this.#since);
  }

  /** What has been paid for subscriptions, in 1/10000 USD. */
  get prepaid(): number {
    return this.#prepaid;
  }

  /** What all bills add up to at this moment, in 1/10000 USD. */
  get charged(): number {
    return this.#paidIn - this.balance;
  }

  /** What is left, in 1/10000 USD; below 0 is owed. */
  get balance(): number {
    return this.#balanceAt(this.#parts.now());
  }

  /** Opens a line; it costs nothing until it has a tariff. */
  open(owner: LineOwner): BillLine {
    const line = new BillLine(owner);
    this.#lines.push(line);
    return line;
  }

  /** Puts another tariff in force for a line, or none. */
  setTariff(line: BillLine, tariff: Tariff | undefined): void {
    const now = this.#parts.now();
    const before = line.rate;
    line.change(now, tariff);
    if (line.rate === before) return;
    this.#usage = this.usage;
    this.#since = now;
    this.#rate += line.rate - before;
    this.#plan();
  }

  /** @throws Refusal `BALANCE_NOT_ENOUGH` when less than `amount` (in 1/10000 USD) is left. */
  requireBalance(amount: number): void {
    if (this.#isEmpty || this.balance < amount) throw balanceNotEnough();
  }

  /** Pays a subscription at once. @throws Refusal `BALANCE_NOT_ENOUGH`, and nothing is paid. */
  pay(charge: Omit<PrepaidCharge, 'id' | 'time'>): void {
    this.requireBalance(charge.amount);
    const id = `order-${this.#charges.length + 1}`;
    this.#charges.push({ id, time: this.#parts.now(), ...charge });
    this.#prepaid += charge.amount;
    this.#plan();
  }

  /** Pays money in. @param amount - in 1/10000 USD. */
  topUp(amount: number): void {
    this.#record(amount);
    if (this.#isEmpty && this.balance > 0) {
      this.#isEmpty = false;
      this.#parts.onChange(false);
    }
    this.#plan();
  }

  #record(amount: number): void {
    this.#paidIn += amount;
    this.#topUps.push({ id: `recharge-${this.#topUps.length + 1}`, time: this.#parts.now(), amount });
  }

  /** Plans to look again when the money may have run out; a planned look that is early enough is kept. */
  #plan(): void {
    if (this.#isEmpty) return;
    const now = this.#parts.now();
    const left = BigInt(this.#paidIn - this.#prepaid) * WALLET_UNIT - this.usage;
    if (left <= 0n) {
      this.#lookAgain(now);
    } else if (this.#rate > 0n) {
      const ms = (left + this.#rate - 1n) / this.#rate;
      if (ms < BigInt(Number.MAX_SAFE_INTEGER - now)) this.#lookAgain(now + Number(ms));
    }
  }

  #lookAgain(at: number): void {
    if (at >= this.#checkAt) return;
    this.#checkAt = at;
    this.#parts.events.schedule(at, () => {
      if (this.#checkAt !== at) return;
      this.#checkAt = Infinity;
      this.#look();
    });
  }

  #look(): void {
    const now = this.#parts.now();
    const left = BigInt(this.#paidIn - this.#prepaid) * WALLET_UNIT - this.usage;
    if (left > 0n) {
      this.#plan();
      return;
    }
    if (this.balance <= 0) {
      this.#isEmpty = true;
      this.#parts.onChange(true);
    } else if (this.#rate > 0n) {
      this.#lookAgain(this.#firstEmpty(now));
    }
  }

  /** Bills are rounded down, so a little may be left when the usage is equal to what was paid in. */
  #firstEmpty(now: number): number {
    let ms = 1;
    while (this.#balanceAt(now + ms) > 0) ms *= 2;
    let [full, empty] = [now + Math.floor(ms / 2), now + ms];
    while (empty - full > 1) {
      const middle = Math.floor((full + empty) / 2);
      if (this.#balanceAt(middle) > 0) full = middle;
      else empty = middle;
    }
    return empty;
  }

  /** What will be left if no tariff changes until then. */
  #balanceAt(at: number): number {
    return this.#paidIn - this.#lines.reduce((sum, line) => sum + toWalletUnits(line.amountAt(at)), this.#prepaid);
  }
}

export function balanceNotEnough(): Refusal {
  return new Refusal('rejected', 'BALANCE_NOT_ENOUGH', 'the balance is not enough');
}
