import ts from 'typescript';

/** A documentation comment, taken apart. */
export interface Docstring {
  /** What stands before the first tag. */
  readonly text: string;
  readonly tags: readonly DocTag[];
}

/** A tag of a documentation comment. */
export interface DocTag {
  /** Without the at sign. */
  readonly name: string;
  /** For `@param` the name of the parameter; else undefined. */
  readonly parameter: string | undefined;
  readonly text: string;
  /** Number of the line of the comment on which the tag stands, from 0. */
  readonly line: number;
}

const TAG = /^@(?<name>\w+)\s?(?<rest>.*)$/;
const PARAMETER = /^(?<parameter>[\w.]+)(?:\s+-)?\s+(?<text>[^]*)$/;

/**
 * Takes a documentation comment apart. What stands in a fenced block is never a tag.
 *
 * @param comment - with its delimiters and the asterisks at the margin.
 */
export function parseDocstring(comment: string): Docstring {
  const lines = comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const text: string[] = [];
  const tags: { name: string; line: number; text: string[] }[] = [];
  let fenced = false;
  for (const [number, line] of lines.entries()) {
    if (line.startsWith('```')) fenced = !fenced;
    const tag = fenced ? undefined : TAG.exec(line)?.groups;
    if (tag !== undefined) tags.push({ name: tag.name ?? '', line: number, text: [tag.rest ?? ''] });
    else (tags.at(-1)?.text ?? text).push(line);
  }
  return { text: text.join('\n').trim(), tags: tags.map(finishTag) };
}

function finishTag({ name, line, text }: { name: string; line: number; text: string[] }): DocTag {
  const whole = text.join('\n').trim();
  const named = name === 'param' ? PARAMETER.exec(whole)?.groups : undefined;
  return { name, parameter: named?.parameter, text: named?.text ?? whole, line };
}

/** The documentation comment of a declaration; empty when there is none. */
export function commentOf(declaration: ts.Node): string {
  const holder = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const comment = ts.getJSDocCommentsAndTags(holder).findLast((node) => ts.isJSDoc(node));
  return comment?.getText() ?? '';
}
