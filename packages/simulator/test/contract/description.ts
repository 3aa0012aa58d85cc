import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A schema as it is written in the description. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter in the path or the query of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Schema;
}

/** One operation of the description. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of the body; undefined when a request has none. */
  readonly requestBody: { readonly required: boolean; readonly schema: Schema } | undefined;
  /** Documented HTTP statuses. */
  readonly statuses: readonly number[];
  /** Of a status, for bodies of JSON. */
  readonly schemaOf: (status: number) => Schema;
}

interface RawResponse {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema } | undefined>>;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: { readonly 'application/json': { readonly schema: Schema } };
  };
  readonly responses: Readonly<Record<string, RawResponse>>;
}

interface RawDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, RawResponse>>;
  };
}

/** The description of the cloud that the simulator is held to. */
export interface Description {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

export function readDescription(): Description {
  const file = new URL('../../../../openapi/novita.yaml', import.meta.url);
  const raw = parse(readFileSync(file, 'utf8')) as RawDescription;
  const { responses, schemas } = raw.components;
  const operations = Object.entries(raw.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      operationId: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      requestBody: operation.requestBody && {
        required: operation.requestBody.required === true,
        schema: operation.requestBody.content['application/json'].schema,
      },
      statuses: Object.keys(operation.responses).map(Number),
      schemaOf(status: number): Schema {
        const response = operation.responses[status];
        const resolved = response?.$ref === undefined ? response : responses[response.$ref.split('/').at(-1) ?? ''];
        const schema = resolved?.content?.['application/json']?.schema;
        if (schema === undefined) throw new Error(`${operation.operationId} ${status} has no JSON schema`);
        return schema;
      },
    })),
  );
  return { operations, schemas };
}
