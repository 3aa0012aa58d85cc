import { BodyCheck } from '../../../simulator/test/contract/body-check.js';
import type { Description, Operation, Parameter, Schema } from '../../../simulator/test/contract/description.js';
import type { Exchange } from './recording-proxy.js';

/** Holds requests to the description of the cloud, closed: what it does not name is an error. */
export class RequestCheck {
  readonly #operations: readonly { readonly operation: Operation; readonly pattern: RegExp }[];
  readonly #description: Description;
  readonly #check: BodyCheck;

  constructor(description: Description) {
    this.#description = description;
    this.#check = new BodyCheck(description);
    // A path without parameters first: it may look like another with them.
    this.#operations = [...description.operations]
      .sort((a, b) => parametersIn(a.path) - parametersIn(b.path))
      .map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  }

  /** The operation that a request asks for. */
  operationOf({ method, path }: Exchange): Operation | undefined {
    return this.#operations.find(({ operation, pattern }) => operation.method === method && pattern.test(path))
      ?.operation;
  }

  /** What is wrong with a request; empty for nothing. */
  problems(operation: Operation, exchange: Exchange): string[] {
    return [
      ...this.#pathProblems(operation, exchange),
      ...this.#queryProblems(operation, exchange),
      ...this.#bodyProblems(operation, exchange),
      ...headerProblems(exchange),
    ];
  }

  #pathProblems(operation: Operation, { path }: Exchange): string[] {
    const values = patternOf(operation.path).exec(path)?.groups ?? {};
    return named(operation, 'path').flatMap(({ name, schema }) =>
      this.#valueProblems(`path.${name}`, schema, decodeURIComponent(values[name] ?? '')),
    );
  }

  #queryProblems(operation: Operation, { query }: Exchange): string[] {
    const parameters = named(operation, 'query');
    const problems = parameters
      .filter(({ name, required }) => required === true && !query.some(([sent]) => sent === name))
      .map(({ name }) => `query.${name} is missing`);
    const names = query.map(([name]) => name);
    for (const [index, [name, value]] of query.entries()) {
      const parameter = parameters.find((known) => known.name === name);
      if (parameter === undefined) problems.push(`query.${name} is not described`);
      else if (names.indexOf(name) !== index) problems.push(`query.${name} is sent twice`);
      else problems.push(...this.#valueProblems(`query.${name}`, parameter.schema, value));
    }
    return problems;
  }

  #bodyProblems({ requestBody }: Operation, { body }: Exchange): string[] {
    if (requestBody === undefined) return body === undefined ? [] : ['a body is sent, and none is described'];
    if (body === undefined) return requestBody.required ? ['the body is missing'] : [];
    return this.#check.problems(requestBody.schema, body).map((problem) => `body ${problem}`);
  }

  #valueProblems(at: string, schema: Schema, text: string): string[] {
    return this.#check.problems(schema, valueOf(this.#resolve(schema), text)).map((problem) => `${at} ${problem}`);
  }

  #resolve(schema: Schema): Schema {
    if (typeof schema.$ref !== 'string') return schema;
    const name = schema.$ref.split('/').at(-1) ?? '';
    return this.#resolve(this.#description.schemas[name] ?? {});
  }
}

/** The value that a text stands for; the text itself where it stands for none, which the schema then refuses. */
function valueOf({ type }: Schema, text: string): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  // Lists are written with commas: the description has them as `explode: false`.
  return type === 'array' ? text.split(',') : text;
}

function headerProblems({ headers, body }: Exchange): string[] {
  const problems: string[] = [];
  if (!/^Bearer \S+$/.test(String(headers.authorization))) problems.push('there is no bearer token');
  if (body !== undefined && !String(headers['content-type']).startsWith('application/json')) {
    problems.push(`the content type is ${String(headers['content-type'])}`);
  }
  return problems;
}

function named({ parameters }: Operation, place: Parameter['in']): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

function parametersIn(path: string): number {
  return path.split('{').length - 1;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
