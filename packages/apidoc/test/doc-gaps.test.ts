import { describe, expect, it } from 'vitest';
import { docGaps } from '../src/doc-gaps.js';
import { apiOf } from './fixture-package.js';

function gapsOf(declarations: string, imported: readonly string[] = []): string[] {
  const { api, checker } = apiOf({ 'index.d.ts': declarations });
  return docGaps(api, checker, new Set(imported));
}

const EXAMPLE = '@example\n * ```ts\n * 1;\n * ```';
const documented = (text: string): string => `/**\n * ${text}\n *\n * ${EXAMPLE}\n */\n`;

it('finds nothing to add to what is complete', () => {
  const gaps = gapsOf(
    [
      `${documented('Waits.')}export declare function wait(delayMs: number): void;`,
      '/** How to wait. */\nexport interface Options {\n  /** In seconds. */\n  readonly patience: number;\n}',
      '/** Base. */\nexport declare const LIMIT_MS: number;',
    ].join('\n'),
    ['lib:Options', 'lib:LIMIT_MS'],
  );
  expect(gaps).toEqual([]);
});

describe('an export', () => {
  it('has to say what it is', () => {
    expect(gapsOf('export type Mode = "a";', ['lib:Mode'])).toEqual(['lib: Mode: does not say what it is']);
  });

  it('has to say more than what it throws', () => {
    const gaps = gapsOf(`/**\n * @throws Error always.\n *\n * ${EXAMPLE}\n */\nexport declare function fail(): void;`);
    expect(gaps).toEqual(['lib: fail: does not say what it is']);
  });

  it.each(['function', 'class'])('that is a %s needs an example of its own', (kind) => {
    const body = kind === 'class' ? '{}' : '(): void;';
    const gaps = gapsOf(`/** Does it. */\nexport declare ${kind} act ${body}`, ['lib:act']);
    expect(gaps).toEqual(['lib: act: has no @example']);
  });

  it('that is a type or a constant has an example or is imported by one', () => {
    const declarations =
      '/** Mode. */\nexport type Mode = "a";\n/** All. */\nexport declare const MODES: readonly Mode[];';
    expect(gapsOf(declarations, ['lib:Mode', 'lib:MODES'])).toEqual([]);
    expect(gapsOf(declarations, ['other:Mode', 'lib/extra:MODES'])).toEqual([
      'lib: Mode: has no @example, and no other example imports it',
      'lib: MODES: has no @example, and no other example imports it',
    ]);
  });
});

describe('a method', () => {
  it('has to say what it does', () => {
    const gaps = gapsOf(`${documented('Door.')}export declare class Door { open(): void; private lock(): void }`);
    expect(gaps).toEqual(['lib: Door.open: does not say what it does']);
  });

  it('may leave it to the class or interface from which it inherits', () => {
    const gaps = gapsOf(
      [
        '/** Opens. */\nexport interface Opening {\n  /** Opens. */\n  open(): void;\n}',
        `${documented('Base.')}export declare class Base {\n  /** Shuts. */\n  shut(): void;\n}`,
        `${documented('Door.')}export declare class Door extends Base implements Opening { open(): void; shut(): void }`,
      ].join('\n'),
      ['lib:Opening'],
    );
    expect(gaps).toEqual([]);
  });
});

it('looks into types that are met without an export', () => {
  const { api, checker } = apiOf({
    'index.d.ts': `import { Hidden } from './hidden.js';\n${documented('Box.')}export declare class Box { readonly inside: Hidden }`,
    'hidden.d.ts':
      'export interface Hidden { readonly timeout: number; act(): void }\nexport interface Unseen { x: number }',
  });
  expect(docGaps(api, checker, new Set())).toEqual([
    'lib: Hidden: does not say what it is',
    'lib: Hidden.act: does not say what it does',
    'lib: Hidden.timeout: a number without a unit',
  ]);
});
