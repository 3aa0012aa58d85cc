import { expect, it } from 'vitest';
import { examplesInMarkdown, examplesInSource, importedNames } from '../src/examples.js';

it('finds the examples of docstrings, and where they stand', () => {
  const source = `const before = 1;

/**
 * Waits.
 *
 * @example
 * \`\`\`ts
 * wait(1);
 *   wait(2);
 * \`\`\`
 */
export function wait(): void {}

export class Door {
  /** @example
   * \`\`\`ts
   * door.open();
   * \`\`\`
   */
  open(): void {}
}
`;
  expect(examplesInSource('src/wait.ts', source)).toEqual([
    { file: 'src/wait.ts', line: 8, code: 'wait(1);\n  wait(2);\n' },
    { file: 'src/wait.ts', line: 17, code: 'door.open();\n' },
  ]);
});

it('refuses an example that nobody can compile', () => {
  const source = '/**\n * @example wait(1)\n */\nexport function wait(): void {}\n';
  expect(() => examplesInSource('src/wait.ts', source)).toThrow('src/wait.ts:2: the @example holds no ```ts block');
});

it('finds the blocks of TypeScript on a page, and no others', () => {
  const page = '# Title\n\n```sh\nnpm test\n```\n\n```ts\na();\n```\n\ntext\n\n```ts\nb();\n\nc();\n```\n';
  expect(examplesInMarkdown('README.md', page)).toEqual([
    { file: 'README.md', line: 8, code: 'a();\n' },
    { file: 'README.md', line: 14, code: 'b();\n\nc();\n' },
  ]);
});

it('collects what examples import', () => {
  const code =
    "import { a, type B } from 'lib';\nimport type { C as D } from 'lib/extra';\nimport * as all from 'other';\n";
  expect([...importedNames([{ file: 'x.ts', line: 1, code }])]).toEqual(['lib:a', 'lib:B', 'lib/extra:C']);
});
