import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));

// Stryker runs a copy of the sources; through node_modules the tests would find the originals.
export default defineConfig({
  root,
  resolve: {
    alias: {
      '@novita-fleet/resilience': `${root}packages/resilience/src/index.ts`,
      '@novita-fleet/testkit': `${root}packages/testkit/src/index.ts`,
    },
  },
  test: { include: ['packages/resilience/test/**/*.test.ts'], testTimeout: 60_000 },
});
