import type { CreateRequest } from './create-request.js';
import { PYTHON, TYPESCRIPT } from './program-languages.js';
import { Expression, literal, type Value } from './program-literal.js';
import { jsonText, pythonString, scriptString, shellWord } from './quoting.js';
import { maskedEnvs } from './secret-variables.js';

/** What a program needs beside the request. */
export interface ProgramContext {
  /** Address of the server, such as `https://fleet.example.com`. */
  readonly baseUrl: string;
  /** Variables whose values must not be shown: the programs take them from the environment. */
  readonly secrets: ReadonlySet<string>;
}

/** A program in TypeScript that sends the request by `FleetClient`. */
export function typescriptProgram(request: CreateRequest, { baseUrl, secrets }: ProgramContext): string {
  const envs = maskedEnvs(request, secrets, ({ key }) => new Expression(`process.env[${scriptString(key)}] ?? ''`));
  const body = literal(withEnvs(request, envs), TYPESCRIPT);
  return [
    `import { FleetClient } from '@novita-fleet/client';`,
    '',
    '// The API key comes from NOVITA_FLEET_API_KEY.',
    `await using fleet = new FleetClient({ baseUrl: ${scriptString(baseUrl)} });`,
    `const instance = await fleet.instances.create(${body});`,
    'console.log(instance.id, instance.status);',
    '',
  ].join('\n');
}

/** A program in Python that sends the request by `FleetClient`. */
export function pythonProgram(request: CreateRequest, { baseUrl, secrets }: ProgramContext): string {
  const envs = maskedEnvs(request, secrets, ({ key }) => new Expression(`os.environ[${pythonString(key)}]`));
  const body = literal(withEnvs(request, envs), PYTHON, 1);
  const needsOs = request.envs?.some(({ key }) => secrets.has(key)) === true;
  return [
    ...(needsOs ? ['import os', ''] : []),
    'from novita_fleet import FleetClient',
    '',
    '# The API key comes from NOVITA_FLEET_API_KEY.',
    `with FleetClient(base_url=${pythonString(baseUrl)}) as fleet:`,
    `    instance = fleet.instances.create(${body})`,
    '    print(instance["id"], instance["status"])',
    '',
  ].join('\n');
}

/** A call of curl that sends the request. A secret cannot be taken from the environment there: a mark stands for it. */
export function curlCommand(request: CreateRequest, { baseUrl, secrets }: ProgramContext): string {
  const envs = maskedEnvs(request, secrets, ({ key }) => `<value of ${key}>`);
  const hasSecret = request.envs?.some(({ key }) => secrets.has(key)) === true;
  return [
    '# The API key is in NOVITA_FLEET_API_KEY.',
    ...(hasSecret ? ['# Put the secret values where it says <value of …>.'] : []),
    `curl --fail-with-body ${shellWord(`${baseUrl}/v1/instances`)} \\`,
    '  -H "Authorization: Bearer $NOVITA_FLEET_API_KEY" \\',
    `  -H 'Content-Type: application/json' \\`,
    `  --data-binary @- <<'EOF'`,
    jsonText(withEnvs(request, envs)),
    'EOF',
    '',
  ].join('\n');
}

function withEnvs(request: CreateRequest, envs: Value): Record<string, Value> {
  // A field that could not be read is shown as not given; it is told beside the field.
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [name, name === 'envs' ? envs : readable(value)]),
  );
}

function readable(value: unknown): Value {
  if (typeof value === 'number' && Number.isNaN(value)) return null;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value as Value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, readable(each)]));
}
