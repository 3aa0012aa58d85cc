import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { compileExamples, examplesOfWorkspace, promisedOutput, toJavaScript, type Example } from '@novita-fleet/apidoc';
import { expect, it, onTestFinished, vi } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.cache/examples');
const examples = examplesOfWorkspace(root);

/** Runs an example as a module and returns what it printed. */
async function run({ code, file, line }: Example): Promise<string[]> {
  const path = join(folder, `${file.replaceAll(/\W/g, '-')}-${line}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, toJavaScript(code));
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => void printed.push(format(...values)));
  onTestFinished(() => {
    log.mockRestore();
    rmSync(path);
  });
  await import(pathToFileURL(path).href);
  return printed;
}

it('all compile, each as a module of its own', { timeout: 120_000 }, () => {
  expect(examples.length).toBeGreaterThan(50);
  expect(compileExamples(root, 'tsconfig.base.json', examples)).toEqual([]);
});

const printing = examples.filter(({ code }) => promisedOutput(code).length > 0);

it.each(printing.map((example) => [`${example.file}:${example.line}`, example] as const))(
  '%s prints what it says',
  async (_, example) => {
    expect(await run(example)).toEqual(promisedOutput(example.code));
  },
);
