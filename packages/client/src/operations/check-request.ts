import { InvalidArgumentError } from '@novita-fleet/resilience';
import { requestSchemas, type RequestSchema } from '@novita-fleet/openapi/novita-operations';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks a value against the limits of the description before it is sent, so that a mistake costs no call and is told
 * by name: the cloud ignores a misspelt field without a word.
 *
 * @param at - where the value stands in the request: `envs[0].key`; empty for the request itself.
 * @throws InvalidArgumentError naming the first field that is missing, unknown or out of range, and what is allowed.
 * The message shows no text of the caller, because it may be a secret.
 */
export function checkRequest(at: string, value: unknown, schema: RequestSchema): void {
  const limits = resolve(at, value, schema);
  checkType(at, value, limits);
  checkChoice(at, value, limits);
  if (typeof value === 'number') checkNumber(at, value, limits);
  else if (typeof value === 'string') checkText(at, value, limits);
  else if (Array.isArray(value)) checkList(at, value, limits);
  else if (typeof value === 'object' && value !== null) checkFields(at, value as Fields, limits);
}

/** Checks named values, such as a query; undefined ones count as absent. */
export function checkFields(at: string, fields: Fields, limits: RequestSchema): void {
  const { properties = {}, required = [] } = limits;
  for (const name of required) {
    if (fields[name] === undefined) throw refused(join(at, name), 'is missing');
  }
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema !== undefined) checkRequest(join(at, name), value, schema);
    else if (limits.additionalProperties !== true) {
      throw refused(join(at, name), `is unknown; known: ${Object.keys(properties).join(', ')}`);
    }
  }
}

/** Follows references, and of alternatives takes the one that the value itself names. */
function resolve(at: string, value: unknown, schema: RequestSchema): RequestSchema {
  if (schema.$ref !== undefined) {
    const { $ref, ...beside } = schema;
    return resolve(at, value, { ...requestSchemas[$ref], ...beside });
  }
  const { discriminator } = schema;
  if (discriminator === undefined) return schema;
  const { propertyName, mapping } = discriminator;
  const name = typeof value === 'object' && value !== null ? (value as Fields)[propertyName] : undefined;
  const $ref = typeof name === 'string' && Object.hasOwn(mapping, name) ? mapping[name] : undefined;
  if ($ref !== undefined) return resolve(at, value, { $ref });
  throw refused(join(at, propertyName), `must be one of ${Object.keys(mapping).join(', ')}`);
}

const KINDS: Readonly<Record<string, { readonly name: string; readonly fits: (value: unknown) => boolean }>> = {
  string: { name: 'text', fits: (value) => typeof value === 'string' },
  integer: { name: 'a whole number', fits: Number.isSafeInteger },
  number: { name: 'a number', fits: Number.isFinite },
  boolean: { name: 'true or false', fits: (value) => typeof value === 'boolean' },
  array: { name: 'a list', fits: Array.isArray },
  object: {
    name: 'an object',
    fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  },
};

function checkType(at: string, value: unknown, { type }: RequestSchema): void {
  if (type === undefined) return;
  const kinds = (typeof type === 'string' ? [type] : type).flatMap((name) => KINDS[name] ?? []);
  if (kinds.some(({ fits }) => fits(value))) return;
  throw refused(at, `must be ${kinds.map(({ name }) => name).join(' or ')}, got ${describe(value)}`);
}

function checkChoice(at: string, value: unknown, limits: RequestSchema): void {
  const { enum: choice, not } = limits;
  const allowed = 'const' in limits ? [limits.const] : choice;
  if (allowed?.includes(value) === false) throw refused(at, `must be one of ${allowed.map(String).join(', ')}`);
  if (not?.enum.includes(value) === true) {
    throw refused(at, `must not be ${describe(value)}: ${not.enum.map(String).join(', ')} are reserved`);
  }
}

function checkNumber(at: string, value: number, limits: RequestSchema): void {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = limits;
  if (value < minimum || value > maximum || value <= exclusiveMinimum) {
    throw refused(at, `must be ${range(limits, '')}, got ${value}`);
  }
}

function checkText(at: string, value: string, { minLength = 0, maxLength = Infinity, pattern }: RequestSchema): void {
  if (value.length < minLength || value.length > maxLength) {
    const bounds = range({ minimum: minLength, maximum: maxLength }, ' characters');
    throw refused(at, `must have ${bounds}, got ${value.length}`);
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) throw refused(at, `must match ${pattern}`);
}

function checkList(at: string, value: readonly unknown[], limits: RequestSchema): void {
  const { minItems = 0, maxItems = Infinity, items } = limits;
  if (value.length < minItems || value.length > maxItems) {
    throw refused(at, `must have ${range({ minimum: minItems, maximum: maxItems }, ' entries')}, got ${value.length}`);
  }
  if (items !== undefined) value.forEach((item, index) => checkRequest(`${at}[${index}]`, item, items));
}

/** Such as `from 1 to 8`. */
function range({ minimum, maximum, exclusiveMinimum }: RequestSchema, unit: string): string {
  if (exclusiveMinimum !== undefined) {
    return `more than ${exclusiveMinimum}${maximum === undefined ? '' : ` and at most ${maximum}`}${unit}`;
  }
  if (maximum === undefined || maximum === Infinity) return `at least ${minimum}${unit}`;
  return minimum === undefined || minimum === 0 ? `at most ${maximum}${unit}` : `from ${minimum} to ${maximum}${unit}`;
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function join(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

function refused(at: string, problem: string): InvalidArgumentError {
  const name = at === '' ? 'body' : at;
  return new InvalidArgumentError(name, `"${name}" ${problem}`);
}
