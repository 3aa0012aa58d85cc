import ts from 'typescript';
import { commentOf, parseDocstring, type Docstring } from './docstring.js';
import { numberGaps } from './number-gaps.js';
import type { PackageApi } from './public-api.js';
import type { PublicItem } from './public-item.js';

/**
 * What is missing in the docstrings of a package, a line for each:
 * - every export, and every class and interface that is met without one, says what it is;
 * - so does every method, unless a class or interface that it is inherited from says it;
 * - every number says its unit, or what it counts (see `units.ts`);
 * - every function and every class has an example in its docstring; types and constants have one too, or are imported
 *   by any other example.
 *
 * @param imported - names that examples import, each as `package:name`.
 */
export function docGaps(api: PackageApi, checker: ts.TypeChecker, imported: ReadonlySet<string>): string[] {
  const gaps: string[] = [];
  for (const { specifier, items } of api.entryPoints) {
    for (const item of items) {
      const doc = docOf(item);
      if (doc.text === '') gaps.push(`${item.name}: does not say what it is`);
      gaps.push(...exampleGaps(item, doc, imported.has(`${specifier}:${item.name}`)));
      gaps.push(...methodGaps(item, checker), ...numberGaps(item, checker));
    }
  }
  for (const item of api.reached) {
    const isAlias = item.declarations.every((each) => ts.isTypeAliasDeclaration(each));
    if (!isAlias && docOf(item).text === '') gaps.push(`${item.name}: does not say what it is`);
    gaps.push(...methodGaps(item, checker), ...numberGaps(item, checker));
  }
  return gaps.map((gap) => `${api.name}: ${gap}`);
}

function docOf({ declarations }: PublicItem): Docstring {
  return parseDocstring(declarations.map(commentOf).findLast((comment) => comment !== '') ?? '');
}

function exampleGaps({ name, kind }: PublicItem, doc: Docstring, isImported: boolean): string[] {
  if (doc.tags.some((tag) => tag.name === 'example')) return [];
  if (kind === 'function' || kind === 'class') return [`${name}: has no @example`];
  return isImported ? [] : [`${name}: has no @example, and no other example imports it`];
}

function methodGaps({ name, declarations }: PublicItem, checker: ts.TypeChecker): string[] {
  return declarations
    .filter((declaration) => ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration))
    .flatMap((owner) =>
      [...owner.members]
        .filter((member) => ts.isMethodDeclaration(member) || ts.isMethodSignature(member))
        .filter((method) => ts.isIdentifier(method.name) && commentOf(method) === '' && !isHidden(method))
        .filter((method) => !isInherited(method.name.getText(), owner, checker))
        .map((method) => `${name}.${method.name.getText()}: does not say what it does`),
    );
}

function isHidden(member: ts.ClassElement | ts.TypeElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}

function isInherited(
  name: string,
  owner: ts.ClassDeclaration | ts.InterfaceDeclaration,
  checker: ts.TypeChecker,
): boolean {
  const parents = (owner.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  return parents.some((parent) => checker.getTypeAtLocation(parent).getProperty(name) !== undefined);
}
