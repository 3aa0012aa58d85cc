import { readFileSync } from 'node:fs';

/**
 * Reads one file of test vectors that every implementation must pass.
 *
 * @param name - of a file in `conformance/`, such as `backoff.json`.
 * @returns the parsed file; its `description` tells what it holds.
 */
export function loadVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../conformance/${name}`, import.meta.url), 'utf8'));
}
