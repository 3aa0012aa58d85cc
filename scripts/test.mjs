// `npm test`: makes the clone ready, then runs every check and every test. Ends with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './browser.mjs';
import { ensurePostgres, ensureRedis } from './databases.mjs';
import { checkPython } from './python.mjs';
import { run } from './run.mjs';
import { ensureReady, root } from './setup.mjs';

ensureReady();
await ensurePostgres();
await ensureRedis();
await ensureChromium();

const cache = `${root}.cache`;
const report = `${cache}/vitest.json`;
mkdirSync(cache, { recursive: true });

const bin = (path) => [process.execPath, `${root}node_modules/${path}`];
const checks = [
  ['formatting', [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['types', [...bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  // A program of the browser: it has the types of the page, which the others must not see.
  ['types of the dashboard', [...bin('typescript/bin/tsc'), '-p', 'packages/dashboard']],
  ['lint', [...bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']],
  [
    'dependency directions',
    [
      ...bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      'dependency-cruiser.config.cjs',
      ...['openapi', 'packages', 'examples'],
    ],
  ],
  ['dead exports', bin('knip/bin/knip.js')],
  ['generated files', [process.execPath, 'scripts/generate.mjs', '--check']],
];

let passed = 0;
let failed = 0;

async function check() {
  for (const [name, [command, ...args]] of checks) {
    const begin = performance.now();
    const { status, stdout, stderr } = await run(command, args, { cwd: root });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    if (status === 0) {
      passed += 1;
      console.log(`✓ check: ${name} (${seconds} s)`);
    } else {
      failed += 1;
      console.log(`✗ check: ${name} (${seconds} s)\n${stdout}${stderr}`);
    }
  }
}

// Each of the two keeps one processor busy.
const [python] = await Promise.all([checkPython(), check()]);
passed += python.passed;
failed += python.failed;

rmSync(report, { force: true });
const [node, vitest] = bin('vitest/vitest.mjs');
const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(node, [vitest, ...args, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
try {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  // A test file that cannot even be loaded has no failed test, and a stray error after the tests has none either.
  failed += numFailedTests === 0 && (status !== 0 || numFailedTestSuites > 0) ? 1 : numFailedTests;
} catch {
  failed += 1;
  console.log('The tests ended without a report.');
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
