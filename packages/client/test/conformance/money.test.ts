import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  compareMoney,
  costOf,
  formatMoney,
  InvalidArgumentError,
  money,
  parseMoney,
  type Money,
} from '../../src/index.js';

type Amount = Omit<Money, 'currency'>;
interface Named {
  readonly name: string;
}
interface Cost {
  readonly hourlyPrice: Amount;
  readonly durationMs: number;
}
interface Pair {
  readonly a: Amount;
  readonly b: Amount;
}

interface Vectors {
  readonly parse: readonly (Named & {
    readonly value: unknown;
    readonly scale: number;
    readonly money: Amount | null;
  })[];
  readonly cost: readonly (Named & Cost & { readonly cost: Amount })[];
  readonly add: readonly (Named & Pair & { readonly sum: Amount })[];
  readonly compare: readonly (Named & Pair & { readonly order: -1 | 0 | 1 })[];
  readonly format: readonly (Named & { readonly money: Amount; readonly text: string })[];
  readonly refused: readonly (Named &
    (({ readonly do: 'make' } & Amount) | ({ readonly do: 'cost' } & Cost) | ({ readonly do: 'add' } & Pair)))[];
}

const vectors = loadVectors('money.json') as Vectors;
const dollars = (amount: Amount): Money => ({ ...amount, currency: 'USD' });

function refused(vector: Vectors['refused'][number]): Money {
  switch (vector.do) {
    case 'make':
      return money(vector.amount, vector.scale);
    case 'cost':
      return costOf(dollars(vector.hourlyPrice), vector.durationMs);
    case 'add':
      return addMoney(dollars(vector.a), dollars(vector.b));
  }
}

describe('money.json', () => {
  it.each(vectors.parse)('parse: $name', ({ value, scale, money: expected }) => {
    expect(parseMoney(value, scale)).toEqual(expected === null ? undefined : dollars(expected));
  });

  it.each(vectors.cost)('cost: $name', ({ hourlyPrice, durationMs, cost }) => {
    expect(costOf(dollars(hourlyPrice), durationMs)).toEqual(dollars(cost));
  });

  it.each(vectors.add)('add: $name', ({ a, b, sum }) => {
    expect(addMoney(dollars(a), dollars(b))).toEqual(dollars(sum));
    expect(addMoney(dollars(b), dollars(a))).toEqual(dollars(sum));
  });

  it.each(vectors.compare)('compare: $name', ({ a, b, order }) => {
    expect(Math.sign(compareMoney(dollars(a), dollars(b)))).toBe(order);
    expect(Math.sign(compareMoney(dollars(b), dollars(a)))).toBe(0 - order);
  });

  it.each(vectors.format)('format: $name', ({ money: amount, text }) => {
    expect(formatMoney(dollars(amount))).toBe(text);
  });

  it.each(vectors.refused)('refused: $name', (vector) => {
    expect(() => refused(vector)).toThrow(InvalidArgumentError);
  });
});
