import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** Tests that take too long for `npm test`. */
export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined } },
  defineConfig({
    test: { include: ['packages/server/test/**/*.long.ts'], globalSetup: 'packages/server/test/postgres.ts' },
  }),
);
