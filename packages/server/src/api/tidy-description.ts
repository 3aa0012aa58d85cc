import { STATUS_CODES } from 'node:http';
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod';

type Transform = typeof jsonSchemaTransformObject;
type Description = ReturnType<Transform>;

const PREFIX = '#/components/schemas/';

/**
 * Makes the description readable: the provider writes each schema twice, as input and as output. Only those that are
 * used stay, under the plain name; each answer says what its status means, and each error has its media type.
 */
export const tidyDescription: Transform = (source) => {
  const description: Description = jsonSchemaTransformObject(source);
  if (!('components' in description) || description.components.schemas === undefined) return description;
  const schemas = description.components.schemas as Record<string, unknown>;
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    for (const name of references(node)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name]);
    }
  };
  visit(description.paths);
  const plainName = (name: string): string => {
    const plain = name.replace(/Input$/, '');
    return used.has(plain) ? name : plain;
  };
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  description.components.schemas = Object.fromEntries(kept.map(([name, schema]) => [plainName(name), schema])) as never;
  const renamed = JSON.stringify(description, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? PREFIX + plainName(value.slice(PREFIX.length)) : value,
  );
  return JSON.parse(renamed, (key, value: unknown) => {
    if (STATUS_CODES[key] !== undefined && isResponse(value)) return response(Number(key), value);
    return key === 'parameters' && Array.isArray(value) ? value.map(withStyle) : value;
  }) as Description;
};

function references(node: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(node, (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') found.push(value.slice(PREFIX.length));
    return value;
  });
  return found;
}

/** How an object is spelt in a query belongs to the parameter; our schemas say it with the rest of the field. */
function withStyle(parameter: { schema?: { style?: string; explode?: boolean } }): object {
  if (parameter.schema?.style === undefined) return parameter;
  const { style, explode, ...schema } = parameter.schema;
  return { ...parameter, style, explode, schema };
}

interface Response {
  description: string;
  content?: Record<string, unknown>;
}

function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && 'description' in value;
}

function response(status: number, { content, ...rest }: Response): Response {
  const described = { ...rest, description: STATUS_CODES[status] ?? rest.description };
  if (content === undefined) return described;
  if (status < 400) return { ...described, content };
  return { ...described, content: { 'application/problem+json': content['application/json'] } };
}
