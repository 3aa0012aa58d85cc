import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '@novita-fleet/testkit';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The lines of README that run a script of the user against the simulator. */
function lines(): string[] {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  const section = readme.split('## Try your own programs without paying')[1] ?? '';
  return (/```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '').trim().split('\n');
}

it('runs an unmodified script by the five lines of README', async () => {
  const [setUp, ...rest] = lines();
  expect(setUp).toBe('npm ci && npm run build');
  expect(rest).toHaveLength(4);
  const port = String(await freePort());
  const [start = '', ...others] = rest.map((line) =>
    line.replace('7080', port).replace('your-script.mjs', 'test/fixtures/your-script.mjs'),
  );
  // A person types slower than the simulator starts, and stops it when done.
  const script = [
    start,
    'trap "kill %1" EXIT',
    `until (exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null; do sleep 0.05; done`,
    ...others,
  ].join('\n');
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve) => {
    const shell = spawn('bash', ['-mc', script], { cwd: root });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    shell.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    shell.on('close', (code) => resolve({ code, output }));
  });
  expect(output).toMatch(/^RTX .* [0-9a-f]{16} toCreate$/m);
  expect(code).toBe(0);
});
