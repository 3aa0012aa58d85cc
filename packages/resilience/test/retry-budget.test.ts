import { describe, expect, it } from 'vitest';
import { RetryBudget, type RetryBudgetOptions } from '@novita-fleet/resilience';

describe('RetryBudget', () => {
  it('allows a hundred repetitions without a success, and one more for each five successes', () => {
    const budget = new RetryBudget();
    expect(budget.tokens).toBe(500);
    for (let each = 0; each < 100; each++) expect(budget.tryTake()).toBe(true);
    expect(budget.tryTake()).toBe(false);
    for (let each = 0; each < 4; each++) budget.succeed();
    expect(budget.tryTake()).toBe(false);
    expect(budget.tokens).toBe(4);
    budget.succeed();
    expect(budget.tryTake()).toBe(true);
    expect(budget.tokens).toBe(0);
  });

  it('takes what it is told', () => {
    const budget = new RetryBudget({ capacity: 3, retryCost: 2, successGain: 0.5 });
    expect(budget.tryTake()).toBe(true);
    expect(budget.tryTake()).toBe(false);
    expect(budget.tokens).toBe(1);
    for (let each = 0; each < 9; each++) budget.succeed();
    expect(budget.tokens).toBe(3);
    expect(new RetryBudget({ retryCost: 0, capacity: 0 }).tryTake()).toBe(true);
    expect(new RetryBudget({ capacity: Infinity }).tokens).toBe(Infinity);
  });

  it.each([
    ['capacity', -1],
    ['retryCost', NaN],
    ['successGain', Infinity],
  ] as const)('refuses a wrong %s', (argument, value) => {
    expect(() => new RetryBudget({ [argument]: value })).toThrow(expect.objectContaining({ argument }));
  });

  it('refuses options it does not know', () => {
    const make = () => new RetryBudget({ tokens: 1 } as RetryBudgetOptions);
    expect(make).toThrow('RetryBudget: unknown option "tokens"; known: capacity, retryCost, successGain');
  });
});
