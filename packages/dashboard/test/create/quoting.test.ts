import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PYTHON, TYPESCRIPT } from '../../src/create/program-languages.js';
import { literal, type Value } from '../../src/create/program-literal.js';
import { jsonText, pythonString, scriptString, shellWord } from '../../src/create/quoting.js';

/** What breaks programs that are put together from text. */
const HOSTILE = [
  '',
  'plain-1',
  ' ',
  "it's",
  '"double"',
  '$HOME ${HOME} $(id) `id`',
  "'; rm -rf / #",
  String.raw`\ \\ \n \u0041 \'`,
  'line\nline\r\nend\t.',
  'EOF\nEOF',
  '!! !$ *?[a-z]{a,b} ~ #',
  '-n',
  '\u001b[201~whoami\n',
  'a\u202Eb\u0085\u2028\u2029\u00ad',
  '日本語 🚀 \u{e0001}',
  '</script><!--',
  '{x} {{x}} %s %(x)s f"{1}"',
];

const sayable = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const texts = [
  ...HOSTILE,
  ...fc.sample(sayable, { numRuns: 100, seed: 1 }),
  ...fc.sample(anyText, { numRuns: 200, seed: 2 }),
];

describe('shellWord', () => {
  const words = texts.map((text) => text.replaceAll('\0', ''));

  test('bash reads every text back', () => {
    const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`;
    const output = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env: { LC_ALL: 'C' } });
    expect(output.split('\0').slice(0, -1)).toEqual(words);
  });

  test('leaves NUL out, which no argument can hold', () => {
    expect(shellWord('a\0b c')).toBe("'ab c'");
  });

  test('shows control characters and marks of direction instead of having them act', () => {
    for (const word of words.map(shellWord)) expect(word).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('scriptString', () => {
  test('JavaScript reads every text back', () => {
    for (const text of [...texts, '\ud800', 'a\udfffb']) expect(evaluate(scriptString(text))).toBe(text);
  });
});

describe('pythonString', () => {
  test('Python reads every text back', () => {
    const program = `import json, sys\nfor line in json.load(sys.stdin): print(json.dumps(eval(line)))`;
    const output = python(program, JSON.stringify(texts.map(pythonString)));
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string),
    ).toEqual(texts);
  });
});

describe('jsonText', () => {
  test('is the same value, and shows what is hidden', () => {
    expect(JSON.parse(jsonText(texts))).toEqual(texts);
    expect(jsonText(texts).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('literal', () => {
  const names = ['plain', 'with space', "it's", '__proto__', 'constructor', 'a-b', '1', 'ä'];
  const value: Value = {
    list: [1, true, null, 'x', []],
    deep: [{ key: 'A', value: 'B'.repeat(80) }],
    names: Object.fromEntries(names.map((name) => [name, 'v'])),
    empty: {},
  };

  test('JavaScript reads the value back, with every name a field of its own', () => {
    const back = evaluate(`(${literal(value, TYPESCRIPT)})`) as { names: object };
    expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(value)));
    expect(Object.keys(back.names).toSorted()).toEqual(names.toSorted());
  });

  test('Python reads the value back', () => {
    const program = 'import ast, json, sys\nprint(json.dumps(ast.literal_eval(sys.stdin.read())))';
    expect(JSON.parse(python(program, literal(value, PYTHON)))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});

function evaluate(expression: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- what is tested is that it reads back.
  return new Function(`'use strict'; return ${expression};`)();
}

function python(program: string, input: string): string {
  return execFileSync('python3', ['-c', program], { input, encoding: 'utf8', env: { PATH: process.env.PATH } });
}
