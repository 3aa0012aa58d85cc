import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parseDocstring } from './docstring.js';

/** A piece of TypeScript that a docstring or a page shows to its readers. */
export interface Example {
  /** Where it stands, relative to the workspace, with the number of its first line. */
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

const FENCED = /^```ts\n(?<code>[^]*?)^```$/gm;

/**
 * The examples in the docstrings of a source file.
 *
 * @param file - its name, for messages.
 * @throws Error when an `@example` holds no block of TypeScript.
 */
export function examplesInSource(file: string, text: string): Example[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const comments = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    for (const comment of ts.getJSDocCommentsAndTags(node)) {
      if (ts.isJSDoc(comment)) comments.set(comment.getStart(source), comment.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...comments].flatMap(([start, comment]) => {
    const above = source.getLineAndCharacterOfPosition(start).line;
    return parseDocstring(comment)
      .tags.filter(({ name }) => name === 'example')
      .flatMap((tag) => {
        const found = examplesInMarkdown(file, tag.text);
        if (found.length === 0)
          throw new Error(`${file}:${above + tag.line + 1}: the @example holds no \`\`\`ts block`);
        return found.map((example) => ({ ...example, line: above + tag.line + 1 + example.line }));
      });
  });
}

/** The blocks of TypeScript in a text in Markdown. */
export function examplesInMarkdown(file: string, text: string): Example[] {
  return [...text.matchAll(FENCED)].map(({ index, groups }) => ({
    file,
    line: text.slice(0, index).split('\n').length + 1,
    code: groups?.code ?? '',
  }));
}

/** All examples of a workspace: in the docstrings of its packages, in their READMEs and its own, and in `docs/`. */
export function examplesOfWorkspace(root: string): Example[] {
  const files = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const sources = files('packages').filter((file) => /^packages\/[^/]+\/src\/.*(?<!\.d)\.ts$/.test(file));
  const pages = [
    'README.md',
    ...files('packages').filter((file) => /^packages\/[^/]+\/README\.md$/.test(file)),
    // The reference repeats the docstrings.
    ...files('docs').filter((file) => file.endsWith('.md') && !file.startsWith('docs/reference/')),
  ];
  return [
    ...sources.sort().flatMap((file) => examplesInSource(file, read(file))),
    ...pages.sort().flatMap((file) => examplesInMarkdown(file, read(file))),
  ];
}

/** The names that examples import, each as `package:name`. */
export function importedNames(examples: readonly Example[]): Set<string> {
  const names = new Set<string>();
  for (const { file, code } of examples) {
    for (const statement of ts.createSourceFile(file, code, ts.ScriptTarget.ES2023).statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const bindings = statement.importClause?.namedBindings;
      if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
      for (const { name, propertyName } of bindings.elements) {
        names.add(`${statement.moduleSpecifier.text}:${(propertyName ?? name).text}`);
      }
    }
  }
  return names;
}
