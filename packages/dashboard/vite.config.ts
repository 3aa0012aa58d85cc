import { defineConfig } from 'vite';

// For work on the page: `FLEET_URL=http://127.0.0.1:8080 npx vite` in this folder shows it beside a running server.
const server = process.env.FLEET_URL ?? 'http://127.0.0.1:8080';
const proxied = ['/v1', '/session', '/healthz', '/readyz'];

export default defineConfig({
  base: '/',
  build: {
    // Browsers since the spring of 2024. They know `light-dark()`, by which each colour is written once for both themes.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // The policy of the page allows no `data:` address for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What is packed together is packed better: a few files in place of thirty small ones.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // A group takes with it what it needs, unless one before it has it: the first screen must not need the others.
            { name: 'libraries', test: /\/node_modules\//, priority: 3 },
            { name: 'parts', test: /\/src\/(?:api|charts|live|money|session|time|ui)\//, priority: 2 },
            { name: 'fleet', test: /\/src\/fleet\//, priority: 2 },
            { name: 'screens', test: /\/src\/(?:create|webhooks|costs|system|instance)\//, priority: 1 },
          ],
        },
      },
      // Directives for servers that render React, which mean nothing here.
      checks: { moduleLevelDirective: false },
    },
  },
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: server, changeOrigin: true }])) },
});
