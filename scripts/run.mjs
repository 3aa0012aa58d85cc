import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string, error?: Error }>} `error` when it could not
 * be started.
 */
export function run(command, args, { cwd }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (part) => (text[name] += part));
    child.on('error', (error) => resolve({ status: null, ...text, error }));
    child.on('close', (status) => resolve({ status, ...text }));
  });
}
