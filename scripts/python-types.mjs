// Writes what the Python package knows of an API: a table of operations, and TypedDicts of what is sent and answered.

const KEYWORDS = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del'],
  ...['elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'],
]);

/** Fields that methods of the Python client fill in themselves, from their own parameters. */
const FILLED_IN = {
  ...{ editInstance: 'instanceId', upgradeInstance: 'instanceId', renewInstance: 'instanceId' },
  ...{ convertToMonthly: 'instanceId', setAutoMigrate: 'instanceId', getInstanceMetrics: 'instanceId' },
  ...{ updateNetwork: 'networkId', updateNetworkStorage: 'storageId', updatePrewarmTask: 'id', updateEndpoint: 'id' },
  ...{ updateTemplate: 'Id' },
};

/** Bodies that are wrapped in one more object, which the methods put around them. */
const WRAPPED = { createTemplate: 'template', updateTemplate: 'template', createEndpoint: 'endpoint' };

/**
 * @param description - the parsed OpenAPI description.
 * @param source - its path, for the header.
 * @param components - whether all schemas are written, not only those of requests.
 * @returns the text of a Python module.
 */
export function pythonTypes(description, source, components) {
  const writer = new Writer(description.components?.schemas ?? {});
  if (components) for (const name of Object.keys(writer.schemas)) writer.reference(name);
  for (const methods of Object.values(description.paths)) {
    for (const operation of Object.values(methods)) {
      const { operationId: id } = operation;
      if (id === undefined) continue;
      const query = (operation.parameters ?? []).filter((each) => each.in === 'query' && each.name !== FILLED_IN[id]);
      if (query.length > 0) writer.params(`${pascal(id)}Params`, query);
      const body = operation.requestBody?.content['application/json']?.schema;
      if (body !== undefined) writer.request(`${pascal(id)}Request`, unwrapped(writer, id, body), FILLED_IN[id]);
    }
  }
  return `# Generated from ${source} by \`npm run generate\`. Do not edit.
"""What is sent to and answered by the API, as typed dictionaries under the names of the API."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

${writer.text()}`;
}

function unwrapped(writer, id, body) {
  const key = WRAPPED[id];
  if (key === undefined) return body;
  return writer.resolve(body).properties[key];
}

function pascal(name) {
  return name[0].toUpperCase() + name.slice(1).replaceAll(/[-_](\w)/g, (_match, letter) => letter.toUpperCase());
}

class Writer {
  #parts = new Map();

  constructor(schemas) {
    this.schemas = schemas;
  }

  text() {
    return [...this.#parts.values()].join('\n\n');
  }

  resolve(schema) {
    return schema.$ref === undefined ? schema : this.schemas[schema.$ref.split('/').at(-1)];
  }

  params(name, query) {
    const properties = Object.fromEntries(query.map((each) => [each.name, each.schema]));
    const required = query.filter((each) => each.required === true).map((each) => each.name);
    this.#typedDict(name, { properties, required });
  }

  request(name, schema, omitted) {
    const resolved = this.resolve(schema);
    if (schema.$ref?.endsWith(`/${name}`)) return void this.reference(name);
    if (resolved.properties === undefined) {
      this.#parts.set(name, `${name} = ${this.#type(schema, name)}\n`);
      return;
    }
    const properties = Object.entries(resolved.properties).filter(([each]) => each !== omitted);
    this.#typedDict(name, { ...resolved, properties: Object.fromEntries(properties) });
  }

  reference(name) {
    if (this.#parts.has(name)) return name;
    const schema = this.schemas[name];
    this.#parts.set(name, '');
    if (schema.properties !== undefined) this.#typedDict(name, schema);
    else this.#parts.set(name, `${name} = ${this.#type(schema, name)}\n`);
    return name;
  }

  #typedDict(name, { properties, required = [], description }) {
    this.#parts.set(name, '');
    const fields = Object.entries(properties).map(([key, schema]) => {
      const type = this.#type(schema, name + pascal(key));
      return [key, required.includes(key) ? type : `NotRequired[${type}]`];
    });
    const about = (description ?? '').split('\n', 1)[0].replaceAll('\\', '\\\\').replaceAll('"""', '');
    const doc = about === '' || about.endsWith('"') ? '' : `    """${about}"""\n\n`;
    const isPlain = fields.every(([key]) => /^[A-Za-z_]\w*$/.test(key) && !KEYWORDS.has(key));
    if (isPlain) {
      const lines = fields.map(([key, type]) => `    ${key}: ${type}`).join('\n');
      this.#parts.set(name, `class ${name}(TypedDict):\n${doc}${lines || '    pass'}\n`);
    } else {
      const lines = fields
        .map(([key, type]) => `    ${JSON.stringify(key)}: ${JSON.stringify(this.#unquoted(type))},`)
        .join('\n');
      this.#parts.set(name, `${name} = TypedDict("${name}", {\n${lines}\n})\n`);
    }
  }

  /** Inside of a text names need no quotes of their own; literals do. */
  #unquoted(type) {
    return type.replaceAll(/"([^"]*)"/g, (_match, text) => (this.#parts.has(text) ? text : `'${text}'`));
  }

  #type(schema, name) {
    if (schema.$ref !== undefined) return `"${this.reference(schema.$ref.split('/').at(-1))}"`;
    if (schema.const !== undefined) return literal([schema.const]);
    if (schema.enum !== undefined) return literal(schema.enum);
    const choice = schema.oneOf ?? schema.anyOf;
    if (choice !== undefined) return union(choice.map((each, index) => this.#type(each, `${name}${index || ''}`)));
    if (schema.allOf?.length === 1) return this.#type(schema.allOf[0], name);
    const kinds = [schema.type ?? 'any'].flat();
    return union(kinds.map((kind) => this.#kind(kind, schema, name)));
  }

  #kind(kind, schema, name) {
    switch (kind) {
      case 'string':
        return 'str';
      case 'integer':
        return 'int';
      case 'number':
        return 'float';
      case 'boolean':
        return 'bool';
      case 'null':
        return 'None';
      case 'array':
        return `list[${schema.items === undefined ? 'Any' : this.#type(schema.items, `${name}Item`)}]`;
      case 'object':
        if (schema.properties === undefined) return 'dict[str, Any]';
        this.#typedDict(name, schema);
        return `"${name}"`;
      default:
        return 'Any';
    }
  }
}

function literal(values) {
  const texts = values.map((each) => {
    if (typeof each === 'string') return JSON.stringify(each);
    if (each === null) return 'None';
    return typeof each === 'boolean' ? (each ? 'True' : 'False') : String(each);
  });
  return `Literal[${texts.join(', ')}]`;
}

function union(types) {
  const distinct = [...new Set(types)];
  return distinct.length === 1 ? distinct[0] : `Union[${distinct.join(', ')}]`;
}
