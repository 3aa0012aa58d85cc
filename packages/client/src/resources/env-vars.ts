import { readObjects, readText } from './loose-values.js';

/** An environment variable. Its value may be a secret. */
export interface EnvVar {
  readonly key: string;
  readonly value: string;
}

/** Those that have a key. */
export function readEnvVars(value: unknown): EnvVar[] {
  return readObjects(value).flatMap((raw) => {
    const key = readText(raw.key);
    return key === undefined ? [] : [{ key, value: readText(raw.value) ?? '' }];
  });
}
