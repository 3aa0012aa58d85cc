import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ERROR_CODES } from '@novita-fleet/resilience';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');

/** The rows of the page: code, HTTP status, what happened, what to do. */
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^`\w+`$/.test(cells[1] ?? ''));

it('has the same codes in the table and on the page, with the same words', () => {
  const onPage = rows.map(([, code = '', status, summary, action]) => [code.slice(1, -1), status, summary, action]);
  const inTable = Object.entries(ERROR_CODES).map(([code, { status, summary, action }]) => [
    code,
    status === undefined ? '' : String(status),
    summary,
    action,
  ]);
  expect(onPage.sort()).toEqual(inTable.sort());
  expect(rows.length).toBeGreaterThan(40);
});

it('has no code that nothing uses', () => {
  const root = fileURLToPath(new URL('../packages/', import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('error-codes.ts'))
    .map((path) => readFileSync(root + path, 'utf8'))
    .join('\n');
  const unused = Object.keys(ERROR_CODES).filter((code) => !sources.includes(`'${code}'`));
  expect(unused).toEqual([]);
});
