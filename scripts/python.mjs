// The checks and tests of the Python package, in a virtual environment of their own under `.cache`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run as runIn } from './run.mjs';
import { root } from './setup.mjs';

const folder = `${root}python`;
const environment = `${root}.cache/python`;
const python = `${environment}/bin/python`;

/** Runs everything and tells of it; answers how many checks and tests passed and failed. */
export async function checkPython() {
  const problem = await prepare();
  if (problem !== undefined) {
    console.log(`✗ check: Python (${problem})`);
    return { passed: 0, failed: 1 };
  }
  const steps = [
    ['Python formatting', ['-m', 'ruff', 'format', '--check', '-q', '.']],
    ['Python lint', ['-m', 'ruff', 'check', '-q', '.']],
    ['Python types (mypy)', ['-m', 'mypy']],
    ['Python types (pyright)', ['-m', 'pyright', '--pythonpath', python]],
    ['Python generated files', ['tools/generate.py', '--check']],
  ];
  const counts = { passed: 0, failed: 0 };
  for (const [name, args] of steps) {
    const { status, stdout, stderr } = await run(python, args);
    counts[status === 0 ? 'passed' : 'failed'] += 1;
    console.log(status === 0 ? `✓ check: ${name}` : `✗ check: ${name}\n${stdout}${stderr}`);
  }
  // The tests of the installation make environments of their own and have nothing to cover.
  for (const args of [['tests', '--ignore=tests/packaging', '--cov', '--cov-report=term'], ['tests/packaging']]) {
    const tested = await test(args);
    counts.passed += tested.passed;
    counts.failed += tested.failed;
  }
  return counts;
}

/** Makes the environment when it is missing or other packages are wanted; answers what went wrong. */
async function prepare() {
  const requirements = `${folder}/requirements-test.txt`;
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = `${environment}/.requirements`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  console.log('Making the Python environment, once …');
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(`${root}.cache`, { recursive: true });
  const problem = await makeEnvironment();
  if (problem !== undefined) return problem;
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  const { status, stderr } = await run(python, install);
  if (status !== 0) return `pip cannot install ${requirements}: ${stderr}`;
  writeFileSync(stamp, wanted);
  return undefined;
}

async function makeEnvironment() {
  const make = () => run('python3', ['-m', 'venv', environment]);
  const first = await make();
  if (first.error !== undefined) return 'python3 is missing: install Python 3.10 or newer';
  if (first.status === 0) return undefined;
  // Debian ships the module apart.
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-qq', '-y', 'python3-venv']);
    if ((await make()).status === 0) return undefined;
  }
  return `python3 cannot make a virtual environment; run: apt-get install python3-venv\n${first.stdout}${first.stderr}`;
}

async function test(args) {
  const report = `${root}.cache/pytest.xml`;
  rmSync(report, { force: true });
  const { status, stdout, stderr } = await run(python, ['-m', 'pytest', ...args, `--junitxml=${report}`]);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const head = readFileSync(report, 'utf8').slice(0, 1_000);
  const [tests, failures, errors, skipped] = ['tests', 'failures', 'errors', 'skipped'].map((name) =>
    Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0),
  );
  // A test that is skipped shows nothing.
  const broken = failures + errors + skipped;
  // Without a failed test it is the coverage that is too low.
  const failed = broken === 0 && status !== 0 ? 1 : broken;
  console.log(`${failed === 0 ? '✓' : '✗'} pytest ${args[0]}: ${tests - broken} passed, ${failed} failed`);
  return { passed: tests - broken, failed };
}

function run(command, args) {
  return runIn(command, args, { cwd: folder });
}
