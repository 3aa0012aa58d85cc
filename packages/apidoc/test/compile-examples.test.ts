import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compileExamples } from '../src/compile-examples.js';
import type { Example } from '../src/examples.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function compile(...codes: string[]): string[] {
  const examples = codes.map((code, index): Example => ({ file: `page-${index}.md`, line: 10, code }));
  return compileExamples(root, 'tsconfig.base.json', examples);
}

it('passes programs that are right, each with names of its own', { timeout: 60_000 }, () => {
  const code = "import { sleep, systemClock } from '@novita-fleet/resilience';\n\nawait sleep(systemClock, 1);\n";
  expect(compile(code, code, 'const name = 1;\nconsole.log(name);\n')).toEqual([]);
});

it('tells the place of each error, under the strict settings of the workspace', { timeout: 60_000 }, () => {
  const problems = compile(
    "import { nothing } from '@novita-fleet/resilience';\n",
    'console.log(1);\nconst unused = 2;\n',
    'console.log(',
    'const list: string[] = [];\nconsole.log(list[0].length);\n',
  );
  expect(problems).toEqual([
    expect.stringMatching(/^page-0\.md:10: TS\d+: .*nothing/),
    expect.stringMatching(/^page-0\.md:10: TS\d+: /),
    expect.stringMatching(/^page-1\.md:11: TS6133: 'unused'/),
    expect.stringMatching(/^page-2\.md:10: TS\d+: /),
    expect.stringMatching(/^page-3\.md:11: TS2532: /),
  ]);
});
