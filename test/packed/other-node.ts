import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** What is taken of each major version of Node when the running one is another. */
const VERSIONS = { 20: '20.20.2', 22: '22.23.3' } as const;

/**
 * The path of a Node of a major version: the running one if it is that, the one that the environment names (`NODE_22`),
 * or one from npm, which is installed into `.cache` once.
 *
 * @throws Error that says what to do when there is none for this platform.
 */
export async function nodeOf(major: keyof typeof VERSIONS): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const named = process.env[`NODE_${major}`];
  if (named !== undefined && named !== '') return named;
  const version = VERSIONS[major];
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(cache, `node-${version}`);
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(binary)) return binary;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', `${name}@${version}`];
    await promisify(execFile)('npm', args, { cwd: folder });
  } catch (cause) {
    const advice = `Install Node ${major} and name it: NODE_${major}=/path/to/node npm test`;
    throw new Error(`npm has no Node ${version} for this platform (${name}). ${advice}`, { cause });
  }
  return binary;
}
