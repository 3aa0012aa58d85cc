import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import { compareMoney, money, type Money } from '../money.js';

/** How an instance is paid. */
export type ProductBillingMode = 'onDemand' | 'spot' | 'monthly';

/** How much of a product is there, in the words of the cloud. */
export type ProductInventory = 'low' | 'normal' | 'high';

/** What a product must be. */
export interface ProductCriteria {
  /** Part of the name of the product, such as `4090`; capitals do not count. Default: any. */
  readonly gpuName?: string;
  /**
   * Where it must be on offer: the name of a region (`US-CA-06 (California)`), the short one (`US-CA-06`) or the id of a
   * cluster (`us-ca-6`), or a list of them. Default: anywhere, and the cloud chooses.
   */
  readonly region?: string | readonly string[];
  /** Default `onDemand`. */
  readonly billingMode?: ProductBillingMode;
  /** Months to be paid at once, for the billing mode `monthly`. Default 1. */
  readonly months?: number;
  /**
   * The most that the whole instance, with all its GPUs, may cost an hour: money, or a decimal number in USD as text,
   * such as `0.67`. Default: no limit.
   */
  readonly maxHourlyPrice?: Money | string;
  /** Number of GPUs, from 1 to 8. Default 1. */
  readonly gpuNum?: number;
  /** The least that must be in stock. Default: enough for one instance now. */
  readonly minInventory?: ProductInventory;
}

/** Criteria checked, with every default filled in. */
export interface ResolvedCriteria {
  readonly gpuName: string;
  /** Empty for anywhere. */
  readonly regions: readonly string[];
  readonly billingMode: ProductBillingMode;
  readonly months: number;
  readonly maxHourlyPrice: Money | undefined;
  readonly gpuNum: number;
  readonly minInventory: ProductInventory | undefined;
}

/** @throws InvalidArgumentError naming the criterion, the value and what is allowed. */
export function resolveCriteria(owner: string, criteria: ProductCriteria): ResolvedCriteria {
  checkKnownOptions(owner, criteria, NAMES);
  const { billingMode = 'onDemand', minInventory, region = [] } = criteria;
  if (criteria.months !== undefined && billingMode !== 'monthly') {
    throw new InvalidArgumentError('months', '"months" is only for the billing mode "monthly"');
  }
  return {
    gpuName: criteria.gpuName === undefined ? '' : checkText('gpuName', criteria.gpuName),
    regions: (typeof region === 'string' ? [region] : checkList(region)).map((each) => checkText('region', each)),
    billingMode: checkChoice('billingMode', billingMode, MODES),
    months: checkNumber('months', criteria.months ?? 1, { min: 1, max: 120, integer: true }),
    maxHourlyPrice: criteria.maxHourlyPrice === undefined ? undefined : readPrice(criteria.maxHourlyPrice),
    gpuNum: checkNumber('gpuNum', criteria.gpuNum ?? 1, { min: 1, max: 8, integer: true }),
    minInventory: minInventory === undefined ? undefined : checkChoice('minInventory', minInventory, STOCKS),
  };
}

/** Every billing mode, in the order in which they are told. */
export const MODES: readonly ProductBillingMode[] = ['onDemand', 'spot', 'monthly'];
const STOCKS: readonly ProductInventory[] = ['low', 'normal', 'high'];

function readPrice(price: Money | string): Money {
  const given: unknown = price;
  if (typeof given === 'string') {
    const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(given) ?? [];
    if (whole !== '') return money(Number(whole + fraction), fraction.length);
  } else if (typeof given === 'object' && given !== null) {
    const { amount, scale } = price as Money;
    const checked = money(amount, scale);
    if (compareMoney(checked, money(0, 0)) >= 0) return checked;
  }
  // A number would have been rounded already: 0.1 + 0.2 is more than 0.3.
  const message = '"maxHourlyPrice" must be money, or text such as "0.67" with at most 6 decimal places';
  throw new InvalidArgumentError('maxHourlyPrice', message);
}

function checkText(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') throw new InvalidArgumentError(name, `"${name}" must be a text that is not empty`);
  return text;
}

function checkList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new InvalidArgumentError('region', '"region" must be a text or a list of texts');
}

function checkChoice<Choice extends string>(name: string, value: Choice, choices: readonly Choice[]): Choice {
  if (choices.includes(value)) return value;
  throw new InvalidArgumentError(name, `"${name}" must be one of ${choices.join(', ')}`);
}

const NAMES: readonly (keyof ProductCriteria)[] = [
  'gpuName',
  'region',
  'billingMode',
  'months',
  'maxHourlyPrice',
  'gpuNum',
  'minInventory',
];
