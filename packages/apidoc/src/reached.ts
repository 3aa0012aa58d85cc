import ts from 'typescript';
import type { PublicItem } from './public-item.js';

/**
 * Finds the types that are named in the declarations of public items, in the declarations of those, and so on.
 *
 * @param isOwn - whether a declaration is in the package; others are not followed.
 */
export function reachedFrom(
  items: readonly PublicItem[],
  checker: ts.TypeChecker,
  isOwn: (declaration: ts.Node) => boolean,
): ts.Symbol[] {
  const found = new Set<ts.Symbol>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) follow(node);
    ts.forEachChild(node, visit);
  };
  const follow = (name: ts.Identifier): void => {
    const symbol = originalOf(checker.getSymbolAtLocation(name), checker);
    if (symbol === undefined || found.has(symbol)) return;
    const declarations = (symbol.declarations ?? []).filter(isOwn);
    if (declarations.length === 0 || !declarations.every(isNamedType)) return;
    found.add(symbol);
    declarations.forEach(visit);
  };
  for (const { declarations } of items) declarations.forEach(visit);
  return [...found];
}

/** What an import or a re-export stands for. */
export function originalOf(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return symbol;
  return checker.getAliasedSymbol(symbol);
}

function isNamedType(node: ts.Node): boolean {
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}
