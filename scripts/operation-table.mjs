// Makes of a description of an API the table with which a client checks and sends its calls.

/** What limits a value. Words for people (descriptions, examples, `x-…`) stay behind. */
const KEPT = [
  ...['$ref', 'type', 'const', 'enum', 'not', 'pattern'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['required', 'properties', 'items', 'additionalProperties', 'oneOf', 'discriminator'],
];
/** Words that say nothing about what may be sent. */
const DROPPED = ['description', 'examples', 'default', 'title', 'format', 'deprecated'];

/**
 * @param description - the parsed OpenAPI description.
 * @returns the operations by their ids, and the schemas that they name.
 */
export function operationData(description) {
  const used = new Set();
  const limitsOf = (schema) => stripped(schema, used);
  const table = {};
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      table[operation.operationId] = entryOf(method, path, operation, limitsOf);
    }
  }
  const schemas = {};
  // The set grows while it is walked: a schema may name another.
  for (const name of used) schemas[name] = limitsOf(description.components.schemas[name]);
  return { operations: table, schemas };
}

/**
 * @param description - the parsed OpenAPI description.
 * @returns the text of a TypeScript module.
 */
export function operationTable(description) {
  const { operations: table, schemas } = operationData(description);
  return `import type { operations } from './novita.gen.js';

/** The part of JSON Schema (2020-12) in which limits of requests are written. */
export interface RequestSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly not?: { readonly enum: readonly unknown[] };
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, RequestSchema>>;
  readonly items?: RequestSchema;
  readonly additionalProperties?: boolean;
  readonly oneOf?: readonly RequestSchema[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Readonly<Record<string, string>> };
}

/** How one operation is called. */
export interface OperationEntry {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as \`{name}\`. */
  readonly path: string;
  /** Limits of the query, as of an object; absent when there is none. */
  readonly query?: RequestSchema;
  /** Limits of the body; absent when there is none. */
  readonly body?: RequestSchema;
  /** True when the body may be left out. */
  readonly bodyIsOptional?: true;
}

/** Limits that several requests share, by the name in their \`$ref\`. */
export const requestSchemas: Readonly<Record<string, RequestSchema>> = ${JSON.stringify(schemas, null, 2)};

/** Every operation by its \`operationId\`. */
export const operationTable: Readonly<Record<keyof operations, OperationEntry>> = ${JSON.stringify(table, null, 2)};
`;
}

function entryOf(method, path, operation, limitsOf) {
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const { requestBody } = operation;
  return {
    method: method.toUpperCase(),
    path,
    ...(query.length > 0 && { query: queryLimits(query, limitsOf) }),
    ...(requestBody !== undefined && { body: limitsOf(requestBody.content['application/json'].schema) }),
    ...(requestBody !== undefined && requestBody.required !== true && { bodyIsOptional: true }),
  };
}

function queryLimits(parameters, limitsOf) {
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => name);
  return {
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, limitsOf(schema)])),
  };
}

function stripped(schema, used) {
  const limits = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith('x-') || DROPPED.includes(key)) continue;
    if (!KEPT.includes(key)) throw new Error(`The table of operations does not know the keyword "${key}"`);
    if (key === '$ref') {
      const name = value.split('/').at(-1);
      used.add(name);
      limits.$ref = name;
    } else if (key === 'properties') {
      limits.properties = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, stripped(one, used)]));
    } else if (key === 'items') {
      limits.items = stripped(value, used);
    } else if (key === 'oneOf') {
      limits.oneOf = value.map((one) => stripped(one, used));
    } else if (key === 'discriminator') {
      const mapping = Object.entries(value.mapping).map(([name, ref]) => [name, ref.split('/').at(-1)]);
      limits.discriminator = { propertyName: value.propertyName, mapping: Object.fromEntries(mapping) };
    } else limits[key] = value;
  }
  return limits;
}
