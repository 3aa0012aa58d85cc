import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from '@novita-fleet/resilience';
import { MissingApiKeyError } from './errors/call-errors.js';

/**
 * A key, or a function that is asked for the present key at each attempt (rotation).
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { NovitaClient, type ApiKey } from '@novita-fleet/client';
 *
 * // Read anew for each attempt, so that a rotated key is used at once.
 * const apiKey: ApiKey = async () => (await readFile('/run/secrets/novita', 'utf8')).trim();
 * export const client = new NovitaClient({ apiKey });
 * ```
 */
export type ApiKey = string | (() => string | Promise<string>);

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the API key: the option, else the variable, else the file that the second variable names.
 *
 * @throws MissingApiKeyError when there is none.
 * @throws InvalidArgumentError when it cannot be sent, or the file cannot be read.
 */
export function findApiKey(
  option: ApiKey | undefined,
  env: Environment,
  variable: string,
  fileVariable: string,
): ApiKey {
  if (typeof option === 'function') return option;
  if (option !== undefined) return checkApiKey(option);
  const fromEnv = env[variable];
  if (fromEnv !== undefined && fromEnv !== '') return checkApiKey(fromEnv, variable);
  const file = env[fileVariable];
  if (file !== undefined && file !== '') return checkApiKey(readKeyFile(file, fileVariable), fileVariable);
  throw new MissingApiKeyError(`No API key: pass \`apiKey\`, or set ${variable} or ${fileVariable}`);
}

/**
 * @param source - where the key came from, for the message. The message never shows the key.
 * @throws MissingApiKeyError when it is empty.
 * @throws InvalidArgumentError when it is not text of visible ASCII characters.
 */
export function checkApiKey(key: unknown, source = 'apiKey'): string {
  if (typeof key !== 'string') throw new InvalidArgumentError(source, `"${source}" must be text, got ${typeof key}`);
  if (key === '') throw new MissingApiKeyError(`"${source}" is empty`);
  if (!/^[\x21-\x7e]+$/.test(key)) {
    const what = /[\r\n]/.test(key) ? 'a line break' : 'a character other than visible ASCII';
    throw new InvalidArgumentError(source, `"${source}" contains ${what}; check that it was copied alone`);
  }
  return key;
}

function readKeyFile(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = (error as { code?: string }).code ?? 'unknown reason';
    throw new InvalidArgumentError(variable, `The file named by ${variable} cannot be read: ${reason}, ${file}`, {
      cause: error,
    });
  }
}
