import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Description, Schema } from './description.js';

/**
 * Fields that the simulator sends although the description does not name them, by schema: only where the description
 * itself says that the object has more than was seen.
 */
const FIELDS_BEYOND: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  // The description tells of a segment, region, addresses and time whose spelling was not seen.
  V2Network: {
    region_id: { type: 'string' },
    segment: { type: 'string' },
    addresses: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'ip'],
        properties: { id: { type: 'string' }, ip: { type: 'string' } },
        additionalProperties: false,
      },
    },
    created_at: { type: 'integer' },
  },
  // Without an id an image could not be deleted; the type is what the list is filtered by, and v2 has a status object
  // for images too.
  V2Image: {
    id: { type: 'string' },
    type: { enum: ['base', 'community', 'private'] },
    status: { $ref: '#/components/schemas/V2Status' },
    created_at: { type: 'integer' },
  },
};

/** Checks bodies against the schemas of the description, closed: what a schema does not name is an error. */
export class BodyCheck {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<Schema, ValidateFunction>();

  constructor({ schemas }: Description) {
    const closed = Object.entries(schemas).map(([name, schema]) => [name, close(withFieldsBeyond(name, schema))]);
    this.#ajv.addSchema({ $id: 'novita', components: { schemas: Object.fromEntries(closed) as unknown } });
  }

  /** @returns what is wrong with the body; empty for nothing. */
  problems(schema: Schema, body: unknown): string[] {
    let validate = this.#compiled.get(schema);
    if (validate === undefined) {
      validate = this.#ajv.compile(close(schema) as Record<string, unknown>);
      this.#compiled.set(schema, validate);
    }
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** Closes every object that names its fields. One that names none is free-form, and stays open if it says so. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => {
    if (key === '$ref' && typeof value === 'string') return [key, value.replace('#/', 'novita#/')];
    return [key, key === 'enum' || key === 'const' ? (value as unknown) : close(value)];
  });
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  const { properties, type } = copy;
  const isObject = type === 'object' && typeof properties === 'object' && properties !== null;
  // A field called `properties` has no type of its own; no schema of the description has one.
  if (isObject && Object.keys(properties).length > 0) copy.additionalProperties = false;
  return copy;
}

function withFieldsBeyond(name: string, schema: Schema): Schema {
  const fields = FIELDS_BEYOND[name];
  if (fields === undefined) return schema;
  if (schema.additionalProperties !== true) throw new Error(`${name} is not marked as open`);
  return { ...schema, properties: { ...(schema.properties as Schema), ...fields } };
}
