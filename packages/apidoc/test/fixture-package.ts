import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readPublicApi, type PackageApi, type PublicApi } from '../src/public-api.js';

/** Text of built declarations by path below `dist/`: `index.d.ts` is an entry point, and `extra.d.ts` where it is there. */
type Declarations = Readonly<Record<string, string>>;

/** Reads a package, called `lib`, of which only the built declarations exist. */
export function apiOf(files: Declarations): { api: PackageApi; checker: PublicApi['checker'] } {
  const { packages, checker } = apisOf([files]);
  return { api: packages[0]!, checker };
}

/** Reads several packages at once, which costs little more than one: `lib` is the name of each. */
export function apisOf(packages: readonly Declarations[]): PublicApi {
  const root = mkdtempSync(join(tmpdir(), 'novita-fleet-apidoc-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    const folders = packages.map((files, index) => {
      const exports = {
        '.': { types: './dist/index.d.ts' },
        ...('extra.d.ts' in files && { './extra': { types: './dist/extra.d.ts' } }),
      };
      const manifest = { name: 'lib', description: 'A library.', type: 'module', exports };
      write(`lib-${index}/package.json`, JSON.stringify(manifest));
      for (const [path, text] of Object.entries(files)) write(`lib-${index}/dist/${path}`, text);
      return `lib-${index}`;
    });
    return readPublicApi(root, folders);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
