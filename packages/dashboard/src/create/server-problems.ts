import type { CreateDraft } from './draft.js';
import { labelPath, type FieldProblems } from './field-problems.js';

/**
 * What the server refused, by the fields of the form. Paths are the same in both, but for labels, which are rows in the
 * form and an object in the request.
 */
export function serverProblems(
  errors: readonly { readonly field: string; readonly message: string }[],
  draft: CreateDraft,
): FieldProblems {
  const problems = new Map<string, string>();
  for (const { field, message } of errors) {
    const path = pathInForm(field, draft);
    const before = problems.get(path);
    problems.set(path, before === undefined ? message : `${before} ${message}`);
  }
  return problems;
}

function pathInForm(field: string, { labels }: CreateDraft): string {
  const name = /^metadata\.(.*)$/s.exec(field)?.[1];
  if (name === undefined) return field;
  const index = labels.findIndex((label) => label.name.trim() === name);
  return index === -1 ? field : labelPath(index);
}
