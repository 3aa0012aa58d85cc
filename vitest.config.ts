import { defineConfig } from 'vitest/config';

const source = '@novita-fleet/source';

export default defineConfig({
  // Packages import each other's sources, so that tests need no build and stack traces name the real lines.
  resolve: { conditions: [source] },
  ssr: { resolve: { conditions: [source, 'node', 'import', 'default'] } },
  test: {
    include: ['{packages/*,examples/*}/test/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Runs that are marked concurrent mostly wait for processes of their own.
    maxConcurrency: 4,
  },
});
