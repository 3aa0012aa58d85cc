import { z, type core } from 'zod';
import type { FieldError } from './problem.js';

/**
 * The issues of a failed zod check as field errors that say what is allowed. They never repeat what was sent: it may be
 * a secret in the wrong place.
 *
 * @param issues - what zod found, with `reportInput` on.
 * @param schema - what was checked; it tells which fields are allowed where one is unknown.
 */
export function fieldErrors(issues: readonly core.$ZodIssue[], schema: z.ZodType): FieldError[] {
  return issues.flatMap((issue) => fieldErrorsOf(issue, schema));
}

function fieldErrorsOf(issue: core.$ZodIssue, schema: z.ZodType): FieldError[] {
  const field = fieldName(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = fieldsAt(schema, issue.path).join(', ');
      return issue.keys.map((key) => ({
        field: fieldName([...issue.path, key]),
        message: `Unknown field. Allowed fields: ${allowed}.`,
      }));
    }
    case 'invalid_value':
      return [{ field, message: `Must be ${oneOf(issue.values)}.` }];
    case 'invalid_type':
      if (issue.input === undefined) return [{ field, message: `Required, but missing: ${article(issue.expected)}.` }];
      return [{ field, message: `Must be ${article(issue.expected)}.` }];
    case 'invalid_union':
      if (!('options' in issue)) return [{ field, message: issue.message }];
      return [{ field, message: `Must be ${oneOf(issue.options)}.` }];
    case 'too_small':
      return [{ field, message: limit(issue.origin, 'at least', issue.minimum) }];
    case 'too_big':
      return [{ field, message: limit(issue.origin, 'at most', issue.maximum) }];
    default:
      return [{ field, message: issue.message }];
  }
}

function limit(origin: string, bound: string, value: number | bigint): string {
  if (origin === 'string') return `Must have ${bound} ${value} characters.`;
  if (origin === 'array') return `Must have ${bound} ${value} entries.`;
  return `Must be ${bound} ${value}.`;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? (texts[0] ?? '') : `one of ${texts.join(', ')}`;
}

function article(type: string): string {
  const word = type === 'int' ? 'integer' : type;
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** Such as `ports[0].type`. */
export function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(body)';
  let name = '';
  for (const part of path) name += typeof part === 'number' ? `[${part}]` : `${name === '' ? '' : '.'}${String(part)}`;
  return name;
}

/** The fields that an object inside `schema` may have. */
function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return fieldsAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap((option) => fieldsAt(option, path)))];
  const [next, ...rest] = path;
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (next === undefined) return Object.keys(schema.shape);
  const inner: unknown = schema.shape[next as string];
  return inner instanceof z.ZodType ? fieldsAt(inner, rest) : [];
}
