import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A package as it would be published. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  /** What can be imported from it. */
  readonly entryPoints: readonly string[];
  /** Paths of the files inside, relative to the package. */
  readonly contents: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  /** Programs by subpath, each with its conditions; a bare path is a file that is not for programs. */
  readonly exports?: Readonly<Record<string, object | string>>;
}

interface PackReport {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Names of the folders of all packages that are meant to be published. */
export async function publishedFolders(): Promise<string[]> {
  const folders = ['openapi', ...(await readdir(join(root, 'packages'))).map((name) => `packages/${name}`)];
  const manifests = await Promise.all(folders.map(readManifest));
  return folders.filter((_, index) => manifests[index]?.private !== true);
}

/** Packs what was built, into `folder`. */
export async function packAll(folder: string): Promise<Tarball[]> {
  const folders = await publishedFolders();
  const workspaces = folders.flatMap((each) => ['--workspace', each]);
  const { stdout } = await run('npm', ['pack', ...workspaces, '--json', '--pack-destination', folder], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  // An array up to npm 11, an object by name from npm 12 on.
  const reports = Object.values(JSON.parse(stdout) as Record<string, PackReport>);
  return Promise.all(
    folders.map(async (each) => {
      const { name, exports = {} } = await readManifest(each);
      const report = reports.find((entry) => entry.name === name);
      if (report === undefined) throw new Error(`npm packed no ${name}`);
      return {
        name,
        file: join(folder, report.filename),
        entryPoints: Object.keys(exports)
          .filter((subpath) => typeof exports[subpath] === 'object')
          .map((subpath) => name + subpath.slice(1)),
        contents: report.files.map(({ path }) => path),
      };
    }),
  );
}

/** Installs packages together into an empty folder: ours from their tarballs, all others from the registry. */
export async function install(folder: string, tarballs: readonly Tarball[]): Promise<void> {
  const ours = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  // Who uses a subpath with an optional peer has that peer.
  const { peerDependencies } = JSON.parse(await readFile(join(root, 'packages/client/package.json'), 'utf8')) as {
    peerDependencies: Record<string, string>;
  };
  const dependencies = { ...ours, ...peerDependencies };
  // Node's types are what every TypeScript project on Node has; the version is the one of the workspace.
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const types = { '@types/node': devDependencies['@types/node'] };
  const manifest = { private: true, type: 'module', dependencies, devDependencies: types };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}
