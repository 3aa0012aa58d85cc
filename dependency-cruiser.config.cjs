// Which package may import which. The arrows of the design, checked.
const ours = '^(packages|openapi|examples)/';
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^${from}/src/` },
  to: { path: ours, pathNot: [`^${from}/`, ...allowed.map((folder) => `^${folder}/`)] },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'An import that cannot be found.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      comment: 'What ships must not need a package that only developers install; a peer is installed by the user.',
      // Nothing of the dashboard is installed: Vite puts what it needs into its files.
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/(?:testkit|dashboard)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'not-to-undeclared',
      severity: 'error',
      comment: 'A package that is not in the package.json beside the code. The tool takes an optional peer for one.',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'opentelemetry-is-apart',
      severity: 'error',
      comment:
        'Client and server work where OpenTelemetry is not installed: one file of each, loaded when asked for, may need it.',
      from: {
        path: '^packages/',
        pathNot:
          '^packages/(?:client/src/opentelemetry|server/src/telemetry/open-telemetry)[.]ts$|^packages/(?:client|server)/test/',
      },
      to: { path: ['node_modules/@opentelemetry/', '^packages/client/src/opentelemetry[.]ts$'] },
    },
    {
      name: 'decide-is-pure',
      severity: 'error',
      comment: 'The life of an instance is decided by pure functions: they import nothing but each other and types.',
      from: { path: '^packages/server/src/lifecycle/' },
      to: { pathNot: '^packages/server/src/lifecycle/', dependencyTypesNot: ['type-only'] },
    },
    only('resilience-needs-nothing', 'packages/resilience', [], 'The base imports no package of ours.'),
    only('webhooks-needs', 'packages/webhooks', ['packages/resilience'], 'Webhooks stand on resilience alone.'),
    only('client-needs', 'packages/client', ['packages/resilience', 'openapi'], 'The client never sees the server.'),
    only('simulator-needs', 'packages/simulator', ['openapi'], 'A bug shared with the client would hide.'),
    {
      name: 'simulator-needs-types-only',
      severity: 'error',
      comment: 'From the description of the cloud the simulator takes types, no code.',
      from: { path: '^packages/simulator/src/' },
      to: { path: '^openapi/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'server-needs',
      'packages/server',
      ['packages/resilience', 'packages/webhooks', 'packages/client', 'openapi'],
      'The server never imports the simulator.',
    ),
    only(
      'cli-needs',
      'packages/cli',
      ['packages/client', 'packages/webhooks', 'packages/resilience', 'openapi'],
      'The command line speaks HTTP to the server, and starts server and simulator as programs of their own.',
    ),
    only('dashboard-needs', 'packages/dashboard', ['openapi'], 'The dashboard speaks HTTP to the server.'),
    {
      name: 'dashboard-needs-types-only',
      severity: 'error',
      comment: 'What the browser gets holds nothing of ours but the dashboard itself.',
      from: { path: '^packages/dashboard/src/' },
      to: { path: '^openapi/', dependencyTypesNot: ['type-only'] },
    },
    only('testkit-needs', 'packages/testkit', ['packages/resilience'], 'The test kit stands on resilience alone.'),
    only('apidoc-needs-nothing', 'packages/apidoc', [], 'It reads packages; it imports none.'),
    {
      name: 'testkit-is-for-tests',
      severity: 'error',
      from: { path: '/src/', pathNot: '^packages/testkit/' },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'apidoc-is-for-development',
      severity: 'error',
      from: { path: '/src/', pathNot: '^packages/apidoc/' },
      to: { path: '^packages/apidoc/' },
    },
    {
      name: 'public-doors-only',
      severity: 'error',
      comment: 'A package is entered through what its package.json exports.',
      from: { path: '^(?:packages|examples)/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/src/index[.]ts$',
          '^packages/webhooks/src/(?:adapters/|testing[.]ts$)',
          '^packages/client/src/opentelemetry[.]ts$',
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@novita-fleet/source', 'import', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
