import ts from 'typescript';
import { commentOf, parseDocstring, type DocTag } from './docstring.js';
import type { PackageApi } from './public-api.js';
import type { ItemDeclaration, PublicItem } from './public-item.js';

const SECTIONS: readonly (readonly [kind: PublicItem['kind'], title: string])[] = [
  ['class', 'Classes'],
  ['function', 'Functions'],
  ['constant', 'Constants'],
  ['type', 'Types'],
];

/**
 * A page in Markdown with all that is public in a package: what it says of itself, its declaration in full, examples.
 * It is both the reference for people and the record against which a change of the API is seen.
 */
export function referencePage(api: PackageApi, checker: ts.TypeChecker): string {
  const exported = new Set(api.entryPoints.flatMap(({ items }) => items.map(({ name }) => name)));
  const show = (level: string) => (item: PublicItem) => itemText(item, level, checker, exported);
  const parts = [`# ${api.name}`, api.description];
  for (const { specifier, items, passedOn } of api.entryPoints) {
    if (api.entryPoints.length > 1) parts.push(`## ${specifier}`);
    const level = api.entryPoints.length > 1 ? '###' : '##';
    for (const [kind, title] of SECTIONS) {
      const ofKind = items.filter((item) => item.kind === kind);
      if (ofKind.length > 0) parts.push(`${level} ${title}`, ...ofKind.map(show(`${level}#`)));
    }
    if (passedOn.length > 0) {
      const names = passedOn.map(({ name, from }) => `- \`${name}\` of \`${from}\``);
      parts.push(`${level} Passed on`, names.join('\n'));
    }
  }
  if (api.reached.length > 0) {
    parts.push('## Met without an export', 'Types of what is above that cannot be imported by name.');
    parts.push(...api.reached.map(show('###')));
  }
  return `${parts.join('\n\n')}\n`;
}

function itemText(item: PublicItem, level: string, checker: ts.TypeChecker, exported: ReadonlySet<string>): string {
  const comments = item.declarations.map(commentOf).filter((comment) => comment !== '');
  const { text, tags } = parseDocstring(comments.at(-1) ?? '');
  const declarations = item.declarations.map((each) => declarationText(each, checker, exported));
  const examples = tags.filter(({ name }) => name === 'example').map((tag) => tag.text);
  const notes = tags.filter(({ name }) => name !== 'example').map(noteText);
  const parts = [`${level} ${item.name}`, prose(text), fence(declarations.join('\n')), notes.join('\n'), ...examples];
  return parts.filter((part) => part !== '').join('\n\n');
}

function declarationText(declaration: ItemDeclaration, checker: ts.TypeChecker, exported: ReadonlySet<string>): string {
  if (ts.isTypeAliasDeclaration(declaration) && asksHidden(declaration, exported)) {
    const { NoTruncation, InTypeAlias } = ts.TypeFormatFlags;
    const type = checker.getTypeAtLocation(declaration.name);
    const text = checker.typeToString(type, declaration, NoTruncation | InTypeAlias);
    // The compiler orders a union by when it met its members, which differs from build to build.
    const sorted = text.replace(/"[^"]*"(?: \| "[^"]*")+/g, (union) => union.split(' | ').toSorted().join(' | '));
    return `type ${declaration.name.text} = ${sorted};`;
  }
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return statement.getText().replace(/^(?:export )?(?:declare )?/, '');
}

/** Whether a type is made from a constant that has no export: then its text says nothing. */
function asksHidden(node: ts.Node, exported: ReadonlySet<string>): boolean {
  if (ts.isTypeQueryNode(node)) return !exported.has(node.exprName.getText());
  return ts.forEachChild(node, (child) => asksHidden(child, exported)) ?? false;
}

function noteText({ name, parameter, text }: DocTag): string {
  const subject = parameter === undefined ? '' : ` \`${parameter}\``;
  const words = prose(text).replaceAll('\n', '\n  ');
  return `- ${name}${subject}: ${words}`;
}

/** Links that only an editor can follow become plain names. */
function prose(text: string): string {
  return text.replace(/\{@link\s+([^}|]+?)\s*\}/g, '`$1`');
}

function fence(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}
