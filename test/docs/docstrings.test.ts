import { fileURLToPath } from 'node:url';
import { docGaps, examplesOfWorkspace, importedNames, readPublicApi } from '@novita-fleet/apidoc';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What others build on. The simulator and the server are programs first. */
const LIBRARIES = ['packages/resilience', 'packages/webhooks', 'packages/client'];

it('say what every export is, which unit every number has, and give an example', { timeout: 120_000 }, () => {
  const { packages, checker } = readPublicApi(root, LIBRARIES);
  const imported = importedNames(examplesOfWorkspace(root));
  expect(packages.flatMap((api) => docGaps(api, checker, imported))).toEqual([]);
});
