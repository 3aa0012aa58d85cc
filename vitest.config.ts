import { defineConfig } from 'vitest/config';

const source = '@novita-fleet/source';
const server = 'packages/server/test/**/*.test.ts';
const dashboard = 'packages/dashboard/test/**/*.test.ts';

export default defineConfig({
  // Packages import each other's sources, so that tests need no build and stack traces name the real lines.
  resolve: { conditions: [source] },
  // Node is told of these, too, so `import` must not be among them: a `require` inside a package would follow it.
  ssr: { resolve: { conditions: [source, 'node'] } },
  test: {
    // Many tests wait for programs that they have started: one worker would leave processors idle.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Runs that are marked concurrent mostly wait for processes of their own.
    maxConcurrency: 4,
    projects: [
      // A setup runs only when a test of its project does: the others need no database.
      { extends: true, test: { name: 'server', include: [server], globalSetup: 'packages/server/test/postgres.ts' } },
      // Most drive a browser, through many steps, while others do the same beside them.
      { extends: true, test: { name: 'dashboard', include: [dashboard], testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['{packages/*,examples/*}/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', server, dashboard],
        },
      },
    ],
  },
});
