import { expect, it } from 'vitest';
import { parseDocstring } from '../src/docstring.js';

it('tells text and tags apart', () => {
  const comment = `/**
   * Waits.
   *
   * Not long.
   *
   * @param delayMs - how long,
   * in milliseconds.
   * @throws Error when it
   */`;
  expect(parseDocstring(comment)).toEqual({
    text: 'Waits.\n\nNot long.',
    tags: [
      { name: 'param', parameter: 'delayMs', text: 'how long,\nin milliseconds.', line: 5 },
      { name: 'throws', parameter: undefined, text: 'Error when it', line: 7 },
    ],
  });
});

it('reads a comment of one line', () => {
  expect(parseDocstring('/** A safe integer. */')).toEqual({ text: 'A safe integer.', tags: [] });
  expect(parseDocstring('/** @throws Error always. */').tags).toHaveLength(1);
  expect(parseDocstring('')).toEqual({ text: '', tags: [] });
});

it('keeps code as it stands, and takes nothing in it for a tag', () => {
  const comment = `/**
 * @example
 * \`\`\`ts
 * if (a) {
 *   @decorated b();
 * }
 *
 * @other
 * \`\`\`
 */`;
  const [example, ...others] = parseDocstring(comment).tags;
  expect(others).toEqual([]);
  expect(example?.text).toBe('```ts\nif (a) {\n  @decorated b();\n}\n\n@other\n```');
});
