import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@novita-fleet/server';
import { expect, it } from 'vitest';
import { MOMENTS } from '../packages/server/test/crash-moments.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

it('maps every folder that holds code, and none that is not there', () => {
  const mapped = [...readme.matchAll(/^\| `([^`]+)\/` *\|/gm)].map(([, folder]) => folder ?? '');
  const folders = (parent: string) =>
    readdirSync(root + parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}${entry.name}`);
  const present = [
    ...folders('packages/'),
    'openapi',
    'conformance',
    ...folders('examples/'),
    'bench',
    'docs',
    'scripts',
    'python',
    'test',
  ];
  expect(mapped.sort()).toEqual(present.sort());
});

it('links to files that are there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? '');
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((path) => !existsSync(root + path))).toEqual([]);
});

it('names the defaults that the server has', () => {
  const { NOVITA_FLEET_HOST, NOVITA_FLEET_PORT, NOVITA_FLEET_DATA_DIR } = readConfig({});
  expect(readme).toContain(`http://${NOVITA_FLEET_HOST}:${NOVITA_FLEET_PORT}`);
  expect(readme).toContain(`./${NOVITA_FLEET_DATA_DIR}`);
});

it('gives as many moments of a kill as the test has', () => {
  expect(readme).toContain(`at ${MOMENTS.length} moments`);
});
