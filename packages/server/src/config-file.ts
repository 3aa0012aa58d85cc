import { readFileSync } from 'node:fs';
import { NovitaError } from '@novita-fleet/resilience';

/**
 * Reads a file with settings: a JSON object with the names of the environment variables. Numbers and truth values may be
 * written as such, lists as arrays of text.
 *
 * @throws NovitaError `config_invalid` when the file cannot be read, is not JSON or holds something else.
 */
export function readConfigFile(file: string): Record<string, string> {
  const entries = Object.entries(parse(file));
  const bad = entries.filter(([, value]) => textOf(value) === undefined);
  if (bad.length > 0) {
    const lines = bad.map(([name]) => `  ${name}: Must be text, a number, true, false or a list of text.`);
    throw invalid(`The settings in ${file} are not valid:\n${lines.join('\n')}`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value) ?? '']));
}

function parse(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as { code?: string }).code ?? 'unknown reason';
    throw invalid(`The file with the settings, ${file}, cannot be read: ${reason}.`, error);
  }
  let value: unknown;
  try {
    // A byte order mark is what some editors begin a file with.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The message of the parser is left out: it repeats what stands there, which may be a secret.
    throw invalid(`The file with the settings, ${file}, is not JSON. It must be one object: names and values.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw invalid(`The file with the settings, ${file}, must be a JSON object: names and values.`);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value.join(',');
  return undefined;
}

function invalid(message: string, cause?: unknown): NovitaError {
  return new NovitaError('config_invalid', message, cause === undefined ? undefined : { cause });
}
