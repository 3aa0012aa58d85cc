import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FAULT_KINDS } from '../../src/faults/fault-kinds.js';
import { startSimulator, type Scenario, type SimulatorOptions } from '../../src/index.js';
import { HAPPENING_KINDS } from '../../src/scenario/happening-kinds.js';
import { factsDocument, type MarkedDescription } from './facts-document.js';
import { GUESSES } from './guesses.js';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const guide = read('docs/simulator.md');
const readme = read('packages/simulator/README.md');

/** The names that a reader of options knows, as it tells them itself. */
async function knownNames(options: Record<string, unknown>): Promise<string[]> {
  const error: unknown = await startSimulator(options as SimulatorOptions).catch((reason: unknown) => reason);
  return /known are (.*)$/.exec((error as Error).message)?.[1]?.split(', ') ?? [];
}

describe('docs/simulator-facts.md', () => {
  it('is what the description and the guesses make (npx vitest run -u writes it)', async () => {
    const description = parse(read('openapi/novita.yaml')) as MarkedDescription;
    expect(existsSync(new URL('docs/simulator-facts.md', root))).toBe(true);
    await expect(factsDocument(description)).toMatchFileSnapshot('../../../../docs/simulator-facts.md');
  });

  it('names switches that exist', async () => {
    const names = [...(await knownNames({ nonsense: 1 })), ...FAULT_KINDS.map(({ kind }) => kind)];
    const unknown = GUESSES.flatMap(({ switches }) => switches).filter((name) => !names.includes(name));
    expect(unknown).toEqual([]);
  });

  it('refuses a mark that it does not know', () => {
    const paths = { '/a': { get: { operationId: 'a', 'x-confidence': 'rumour' } } };
    expect(() => factsDocument({ paths, components: { schemas: {} } })).toThrow('rumour');
  });
});

describe('the guide and the README', () => {
  it('tell every fault', () => {
    for (const { kind } of FAULT_KINDS) {
      expect(guide).toContain(`\`${kind}\``);
      expect(readme).toContain(`| \`${kind}\``);
    }
  });

  it('tell every happening', () => {
    for (const kind of Object.keys(HAPPENING_KINDS)) expect(guide).toContain(`| \`${kind}\``);
  });

  it('tell every option, duration and quota, and none that does not exist', async () => {
    const names = await knownNames({ nonsense: 1 });
    const table = readme.slice(readme.indexOf('## Options'), readme.indexOf('Durations in virtual'));
    const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
    expect(told.sort()).toEqual([...names, 'scenario'].sort());
    for (const name of await knownNames({ durations: { nonsense: 1 } })) expect(readme).toContain(`\`${name}\``);
    for (const name of await knownNames({ quotas: { nonsense: 1 } })) expect(readme).toContain(`\`${name}\``);
  });

  it('tell every admin route', () => {
    const sources = ['admin-routes', 'life-routes'].map((name) => read(`packages/simulator/src/admin/${name}.ts`));
    const paths = sources.flatMap((source) => [...source.matchAll(/'(\/[a-z/:-]+)'/g)].map(([, path = '']) => path));
    for (const path of paths) expect(readme).toContain(`/_simulator${path}\``);
    expect(paths.length).toBeGreaterThan(15);
  });

  it('show a scenario that is taken', async () => {
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
    const simulator = await startSimulator({ scenario: parse(text) as Scenario });
    expect(simulator.happenings().length).toBe(2);
    await simulator.close();
  });
});
