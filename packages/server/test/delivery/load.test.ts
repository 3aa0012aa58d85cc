import { describe, it } from 'vitest';
import { STORES } from '../stores.js';
import { loadRun } from './load-run.js';

/** The whole of it is `load.long.ts`. */
describe.concurrent.each(STORES)('senders on $name that are killed', (kind) => {
  it(
    'lose nothing, keep the order, and let no endpoint delay another',
    { timeout: 240_000 },
    async ({ onTestFinished }) => {
      const manners = ['healthy', 'failing', 'slow', 'busy', 'healthy'] as const;
      await loadRun(kind, { instances: 20, events: 6, perSecond: 2_000, kills: 2, manners }, onTestFinished);
    },
  );
});
