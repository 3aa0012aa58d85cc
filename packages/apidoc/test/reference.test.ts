import { expect, it } from 'vitest';
import { referencePage } from '../src/reference.js';
import { apiOf } from './fixture-package.js';

function pageOf(files: Readonly<Record<string, string>>): string {
  const { api, checker } = apiOf(files);
  return referencePage(api, checker);
}

it('shows what an export says of itself, its declaration and its examples', () => {
  const page = pageOf({
    'index.d.ts': `/**
 * Waits as {@link Clock} says.
 *
 * @param delayMs - how long.
 * @throws Error when it
 * cannot.
 *
 * @example
 * \`\`\`ts
 * wait(1);
 * \`\`\`
 */
export declare function wait(delayMs: number): void;
`,
  });
  expect(page).toBe(`# lib

A library.

## Functions

### wait

Waits as \`Clock\` says.

\`\`\`ts
function wait(delayMs: number): void;
\`\`\`

- param \`delayMs\`: how long.
- throws: Error when it
  cannot.

\`\`\`ts
wait(1);
\`\`\`
`);
});

it('keeps the words about members, and shows nothing that is private', () => {
  const page = pageOf({
    'index.d.ts': '/** A door. */\nexport declare class Door {\n  #private;\n  /** Opens. */\n  open(): void;\n}\n',
  });
  expect(page).toContain('class Door {\n  #private;\n  /** Opens. */\n  open(): void;\n}');
});

it('has the same order whatever the order of the exports', () => {
  const one = 'export type B = 1;\nexport type a = 2;\nexport declare class C {}\n';
  const other = 'export declare class C {}\nexport type a = 2;\nexport type B = 1;\n';
  const page = pageOf({ 'index.d.ts': one });
  expect(page).toBe(pageOf({ 'index.d.ts': other }));
  expect(page.match(/^###? .*/gm)).toEqual(['## Classes', '### C', '## Types', '### a', '### B']);
});

it('spells out a type that is made of a constant which nobody can see', () => {
  const page = pageOf({
    'index.d.ts':
      'declare const table: { readonly one: 1; readonly two: 2 };\nexport type Name = keyof typeof table;\nexport {};\n',
  });
  expect(page).toContain('type Name = "one" | "two";');
});

it('shows types that are met without an export', () => {
  const page = pageOf({
    'index.d.ts': "import type { Inner } from './inner.js';\nexport interface Outer { readonly inner: Inner }\n",
    'inner.d.ts':
      'export interface Inner { readonly more: More }\ninterface More { readonly end: true }\nexport interface Not {}\n',
  });
  expect(page.match(/^##.*/gm)).toEqual(['## Types', '### Outer', '## Met without an export', '### Inner', '### More']);
});

it('lists what another entry point declares instead of showing it twice', () => {
  const page = pageOf({
    'index.d.ts': 'export interface Shared { readonly a: 1 }\n',
    'extra.d.ts': "export type { Shared } from './index.js';\nexport interface Own { readonly b: 2 }\n",
  });
  expect(page.match(/^#.*/gm)).toEqual([
    '# lib',
    '## lib',
    '### Types',
    '#### Shared',
    '## lib/extra',
    '### Types',
    '#### Own',
    '### Passed on',
  ]);
  expect(page).toContain('- `Shared` of `lib`');
});

it('refuses what it cannot show', () => {
  expect(() => pageOf({ 'index.d.ts': 'export declare enum Colour { Red }\n' })).toThrow('"Colour" is none of');
});
