import { describe, it } from 'vitest';
import { MOMENTS } from './crash-moments.js';
import { crashRun } from './crash-run.js';
import { POSTGRES, SQLITE } from './stores.js';

describe.concurrent.each([
  { kind: SQLITE, moments: MOMENTS },
  // The code is the same but for the store, whose crashes have tests of their own: a part of the moments will do.
  { kind: POSTGRES, moments: MOMENTS.filter((_, index) => index % 4 === 1) },
])('the server on $kind.name, killed and started again,', ({ kind, moments }) => {
  it.for(moments)(
    'makes one instance and loses or repeats no event: run %s',
    { timeout: 120_000 },
    async ([, moment], { onTestFinished }) => {
      await crashRun(kind, { kills: [moment] }, onTestFinished);
    },
  );
});
