import ts from 'typescript';

/** Something public that has a name. */
export interface PublicItem {
  readonly name: string;
  readonly kind: 'class' | 'function' | 'type' | 'constant';
  /** More than one for overloads, and for a type that shares its name with a constant. */
  readonly declarations: readonly ItemDeclaration[];
}

export type ItemDeclaration =
  | ts.ClassDeclaration
  | ts.FunctionDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration;

/** @throws Error for a declaration of another kind, such as a namespace or an enum. */
export function itemOf(name: string, symbol: ts.Symbol): PublicItem {
  const all = symbol.declarations ?? [];
  const declarations = all.filter(isItemDeclaration);
  const [first] = declarations;
  if (first === undefined || declarations.length !== all.length) {
    throw new Error(`"${name}" is none of: class, function, interface, type, constant`);
  }
  return { name, kind: kindOf(first), declarations };
}

function isItemDeclaration(node: ts.Node): node is ItemDeclaration {
  return (
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node)
  );
}

function kindOf(declaration: ItemDeclaration): PublicItem['kind'] {
  if (ts.isClassDeclaration(declaration)) return 'class';
  if (ts.isFunctionDeclaration(declaration)) return 'function';
  return ts.isVariableDeclaration(declaration) ? 'constant' : 'type';
}

/** The same order on every machine, whatever its language. */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
