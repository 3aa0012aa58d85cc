import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));

export default defineConfig({
  root,
  resolve: {
    alias: {
      // Stryker changes a copy of the sources; through node_modules the tests would find the originals.
      '@novita-fleet/resilience': `${root}packages/resilience/src/index.ts`,
      '@novita-fleet/testkit': `${root}packages/testkit/src/index.ts`,
    },
  },
  test: {
    include: ['packages/resilience/test/**/*.test.ts'],
    testTimeout: 20_000,
    // A mutant that lives costs all tests that reach it, so properties are tried less often here.
    env: { PROPERTY_RUNS: '0.2' },
  },
});
