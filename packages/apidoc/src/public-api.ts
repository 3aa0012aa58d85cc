import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { compareNames, itemOf, type PublicItem } from './public-item.js';
import { originalOf, reachedFrom } from './reached.js';

/** What a package shows of itself in its built declarations. */
export interface PackageApi {
  /** As in `import … from`. */
  readonly name: string;
  /** Of its package.json. */
  readonly description: string;
  readonly entryPoints: readonly EntryPoint[];
  /** What has no export of its own and is met all the same, as the type of a field for example. */
  readonly reached: readonly PublicItem[];
}

/** One of the `exports` of a package.json. */
interface EntryPoint {
  /** As in `import … from`. */
  readonly specifier: string;
  readonly items: readonly PublicItem[];
  /** Exports that another package, or an earlier entry point, declares. */
  readonly passedOn: readonly { readonly name: string; readonly from: string }[];
}

/** Packages whose declarations were read together. */
export interface PublicApi {
  readonly packages: readonly PackageApi[];
  readonly checker: ts.TypeChecker;
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, { readonly types: string }>>;
}

/**
 * Reads the built declarations of packages.
 *
 * @param root - folder of the workspace.
 * @param folders - of the packages, relative to `root`.
 * @throws Error when a package was not built.
 */
export function readPublicApi(root: string, folders: readonly string[]): PublicApi {
  const packages = folders.map((folder) => ({ folder: join(root, folder), manifest: manifestOf(join(root, folder)) }));
  const files = packages.flatMap(({ folder, manifest }) => Object.values(entryFiles(folder, manifest)));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`Not built: ${missing.join(', ')}. Run: npm run build`);
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => root;
  const program = ts.createProgram(files, options, host);
  return {
    checker: program.getTypeChecker(),
    packages: packages.map(({ folder, manifest }) => readPackage(program, folder, manifest)),
  };
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The declarations of each entry point, by its specifier. */
function entryFiles(folder: string, manifest: Manifest): Readonly<Record<string, string>> {
  const entries = Object.entries(manifest.exports);
  return Object.fromEntries(entries.map(([at, { types }]) => [manifest.name + at.slice(1), join(folder, types)]));
}

function readPackage(program: ts.Program, folder: string, manifest: Manifest): PackageApi {
  const checker = program.getTypeChecker();
  const isOwn = (node: ts.Node): boolean => node.getSourceFile().fileName.startsWith(join(folder, 'dist/'));
  const owners = new Map<ts.Symbol, string>();
  const entryPoints = Object.entries(entryFiles(folder, manifest)).map(([specifier, file]): EntryPoint => {
    const items: PublicItem[] = [];
    const passedOn: { name: string; from: string }[] = [];
    for (const { name, symbol } of exportsOf(program, file)) {
      const from = owners.get(symbol) ?? foreignOwner(symbol, isOwn);
      if (from !== undefined) passedOn.push({ name, from });
      else {
        owners.set(symbol, specifier);
        items.push(itemOf(name, symbol));
      }
    }
    return { specifier, items, passedOn };
  });
  const exported = entryPoints.flatMap(({ items }) => items);
  const reached = reachedFrom(exported, checker, isOwn)
    .filter((symbol) => !owners.has(symbol))
    .map((symbol) => itemOf(symbol.name, symbol))
    .sort(compareNames);
  return { name: manifest.name, description: manifest.description, entryPoints, reached };
}

function exportsOf(program: ts.Program, file: string): { name: string; symbol: ts.Symbol }[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  return symbols
    .map((symbol) => ({ name: symbol.name, symbol: originalOf(symbol, checker) ?? symbol }))
    .sort(compareNames);
}

/** Name of the package that declares a symbol, undefined when it is the present one. */
function foreignOwner(symbol: ts.Symbol, isOwn: (node: ts.Node) => boolean): string | undefined {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined || isOwn(declaration)) return undefined;
  let folder = dirname(declaration.getSourceFile().fileName);
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return manifestOf(folder).name;
}
