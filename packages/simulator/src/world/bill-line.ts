import type { ExactAmount } from './money.js';
import { toWalletUnits } from './money.js';

/** What is billed by time. */
export type UsageCategory = 'compute' | 'root_disk' | 'network_storage';

/** What a line costs from some moment on. */
export interface Tariff {
  /** GPUs, machines or GB. */
  readonly units: number;
  /** Price of one unit for a day, in 1/100000 USD. */
  readonly dayPrice: number;
}

/** A tariff and when it began to count, in virtual milliseconds; no tariff for a pause. */
export interface TariffChange {
  readonly from: number;
  readonly tariff: Tariff | undefined;
}

/** Whom and what a line is for. */
export interface LineOwner {
  readonly category: UsageCategory;
  /** Id of the instance or the storage. */
  readonly ownerId: string;
  readonly productId: string;
  readonly productName: string;
}

/**
 * Counts what one thing costs by time, and keeps when each tariff held, so that the cost of any stretch of time can
 * be told afterwards: per-second billing as on the page `gpu-instance-pricing`, exact to the millisecond.
 */
export class BillLine {
  readonly owner: LineOwner;
  readonly #changes: TariffChange[] = [];
  /** Amount and unit-milliseconds up to the last change. */
  #amount = 0n;
  #unitMs = 0;

  constructor(owner: LineOwner) {
    this.owner = owner;
  }

  /** Every tariff there was, oldest first. */
  get changes(): readonly TariffChange[] {
    return this.#changes;
  }

  /** Whether a tariff is in force, even one that costs nothing. */
  get isRunning(): boolean {
    return this.#changes.at(-1)?.tariff !== undefined;
  }

  /** Amount per millisecond. */
  get rate(): bigint {
    return rateOf(this.#changes.at(-1)?.tariff);
  }

  /** Puts another tariff in force; the time of two changes never goes back. Equal tariffs are one. */
  change(now: number, tariff: Tariff | undefined): void {
    const last = this.#changes.at(-1);
    if (last?.tariff?.units === tariff?.units && last?.tariff?.dayPrice === tariff?.dayPrice) return;
    this.#amount = this.amountAt(now);
    this.#unitMs = this.unitMsAt(now);
    this.#changes.push({ from: now, tariff });
  }

  /** Cost from the beginning up to `at`. */
  amountAt(at: number): ExactAmount {
    const last = this.#changes.at(-1);
    if (last === undefined) return 0n;
    if (at >= last.from) return this.#amount + rateOf(last.tariff) * BigInt(at - last.from);
    return this.#sum(
      at,
      (tariff, ms) => rateOf(tariff) * BigInt(ms),
      0n,
      (sum, value) => sum + value,
    );
  }

  /** Units times milliseconds from the beginning up to `at`, without those that cost nothing. */
  unitMsAt(at: number): number {
    const last = this.#changes.at(-1);
    if (last === undefined) return 0;
    if (at >= last.from) return this.#unitMs + paidUnits(last.tariff) * (at - last.from);
    return this.#sum(
      at,
      (tariff, ms) => paidUnits(tariff) * ms,
      0,
      (sum, value) => sum + value,
    );
  }

  /** Milliseconds up to `at` in which a tariff was in force. */
  runningMsAt(at: number): number {
    return this.#sum(
      at,
      (_tariff, ms) => ms,
      0,
      (sum, value) => sum + value,
    );
  }

  /** The tariff in force at `at`. */
  tariffAt(at: number): Tariff | undefined {
    return this.#changes.findLast(({ from }) => from <= at)?.tariff;
  }

  /**
   * What a bill for `[from, to)` says, in 1/10000 USD. Rounding is cumulative: the bills of stretches that follow
   * each other add up to the rounded cost of them all.
   */
  chargedBetween(from: number, to: number): number {
    return toWalletUnits(this.amountAt(to)) - toWalletUnits(this.amountAt(from));
  }

  #sum<Value>(
    at: number,
    value: (tariff: Tariff, ms: number) => Value,
    zero: Value,
    add: (sum: Value, value: Value) => Value,
  ): Value {
    return this.#changes.reduce((sum, { from, tariff }, index) => {
      const to = Math.min(at, this.#changes[index + 1]?.from ?? at);
      return tariff === undefined || to <= from ? sum : add(sum, value(tariff, to - from));
    }, zero);
  }
}

function rateOf(tariff: Tariff | undefined): bigint {
  return tariff === undefined ? 0n : BigInt(tariff.units) * BigInt(tariff.dayPrice);
}

function paidUnits(tariff: Tariff | undefined): number {
  return tariff === undefined || tariff.dayPrice === 0 ? 0 : tariff.units;
}
