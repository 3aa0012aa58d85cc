import { GUESSES } from './guesses.js';

/** Parts of the description that the document is made of. */
export interface MarkedDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, MarkedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface MarkedOperation {
  readonly operationId: string;
  readonly 'x-confidence': string;
  readonly 'x-note'?: string;
}

/** Words of `x-confidence`, the surest first. */
const CONFIDENCE = [
  ['documented', 'on a page of Novita'],
  ['twin-platform', 'read from the same API of the sister platform, whose path or page also exists at Novita'],
  ['observed', 'only in working code or recorded answers of others'],
  ['inferred', 'a guess by analogy'],
] as const;

/** The text of docs/simulator-facts.md. @throws Error when a mark is not one of the known words. */
export function factsDocument({ paths, components }: MarkedDescription): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, name: `${method.toUpperCase()} ${path}` })),
  );
  const unknown = operations.find(({ 'x-confidence': mark }) => !CONFIDENCE.some(([word]) => word === mark));
  if (unknown !== undefined) throw new Error(`${unknown.name} has the mark ${unknown['x-confidence']}`);
  const sections = CONFIDENCE.flatMap(([word, meaning]) => {
    const marked = operations.filter((operation) => operation['x-confidence'] === word);
    const list = marked.map(({ name, operationId }) => `- \`${name}\` (${operationId})`);
    return [`### ${word}: ${marked.length}`, `${capital(meaning)}.`, list.join('\n') || 'No operation.'];
  });
  const fields = markedFields(components.schemas).map(([path, mark]) => `- \`${path}\`: ${mark}`);
  return `${[
    '# What the simulator knows, and what it guesses',
    'Generated from the marks of `openapi/novita.yaml` and from the list of guesses of the simulator; a test compares. ' +
      'No call to the live service was made for either.',
    `## Operations: ${operations.length}`,
    ...sections,
    '## Fields with a mark of their own',
    fields.join('\n') || 'None.',
    '## Guesses, and their switches',
    'A switch is an option of `startSimulator` or a fault; both are in [simulator.md](simulator.md).',
    GUESSES.map(toItem).join('\n'),
    '## Not simulated',
    NOT_SIMULATED.map((line) => `- ${line}`).join('\n'),
  ].join('\n\n')}\n`;
}

const NOT_SIMULATED = [
  'Webhooks: the service sends none for GPU instances.',
  'The private API of the console, and the data plane of serverless endpoints.',
  'The web terminal: its address is given, and nothing listens there.',
  'What runs inside an instance: HTTP ports answer a fixed JSON, port 22 an SSH banner, other TCP ports accept.',
];

function toItem({ about, does, switches }: (typeof GUESSES)[number]): string {
  const list = switches.map((name) => `\`${name}\``).join(', ');
  return `- **${about}.** ${does} ${list === '' ? 'No switch.' : `Switch: ${list}.`}`;
}

/** Every field of a schema that carries a mark, by its path. */
function markedFields(node: unknown, path = ''): [path: string, mark: string][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    if (key === 'x-confidence') return [[path, String(value)]];
    const isStep = key === 'properties' || key === 'items';
    return markedFields(value, isStep ? path : path === '' ? key : `${path}.${key}`);
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
