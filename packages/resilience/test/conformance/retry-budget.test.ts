import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, RetryBudget, type RetryBudgetOptions } from '../../src/index.js';

type Step = { readonly many?: number; readonly tokens: number } & (
  { readonly do: 'take'; readonly taken: boolean | number } | { readonly do: 'succeed' }
);

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly options: RetryBudgetOptions;
    readonly tokens: number;
    readonly steps: readonly Step[];
  }[];
  readonly refused: readonly {
    readonly name: string;
    readonly options: Readonly<Record<string, number | string>>;
    readonly argument: string;
  }[];
}

const vectors = loadVectors('retry-budget.json') as Vectors;

describe('retry-budget.json', () => {
  it.each(vectors.cases)('$name', ({ options, tokens, steps }) => {
    const budget = new RetryBudget(options);
    expect(budget.tokens).toBe(tokens);
    for (const [index, step] of steps.entries()) {
      let taken = 0;
      for (let time = 0; time < (step.many ?? 1); time++) {
        if (step.do === 'succeed') budget.succeed();
        else if (budget.tryTake()) taken++;
      }
      if (step.do === 'take') expect(taken, `step ${index}`).toBe(Number(step.taken));
      expect(budget.tokens, `step ${index}`).toBe(step.tokens);
    }
  });

  it.each(vectors.refused)('refused: $name', ({ options, argument }) => {
    const numbers = Object.entries(options).map(([name, value]) => [name, Number(value)]);
    const make = (): unknown => new RetryBudget(Object.fromEntries(numbers) as RetryBudgetOptions);
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_argument', argument }));
  });
});
