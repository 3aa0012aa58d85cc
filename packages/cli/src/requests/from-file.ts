import { usageError } from '../cli-error.js';
import { readText } from './from-options.js';

/** The fields of a file in YAML, of which JSON is a part. Which of them are right is for the server to say. */
export async function requestFromFile(file: string): Promise<Record<string, unknown>> {
  const text = readText(file, '--file');
  const { parse, YAMLParseError } = await import('yaml');
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw usageError(`${file} is not YAML: ${error.message.split('\n', 1)[0] ?? ''}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw usageError(`${file} must hold fields such as "name: job-17".`);
  }
  return value as Record<string, unknown>;
}
