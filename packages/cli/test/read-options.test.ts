import { expect, it } from 'vitest';
import { defineCommand } from '../src/command-spec.js';
import { nearest } from '../src/nearest.js';
import { readOptions } from '../src/read-options.js';

const spec = defineCommand({
  name: 'try',
  summary: 'a command',
  operands: { usage: 'ID...', min: 0, max: 2 },
  options: {
    flag: { kind: 'flag', short: 'f', help: '' },
    text: { kind: 'text', value: 'TEXT', help: '' },
    list: { kind: 'list', value: 'ITEM', help: '' },
    number: { kind: 'number', min: 1, max: 9, help: '' },
    time: { kind: 'duration', help: '' },
    price: { kind: 'usd', help: '' },
    word: { kind: 'choice', choices: ['a', 'b'], help: '' },
  },
  examples: [],
});

it('reads every kind of option', () => {
  const args = [
    'one',
    '-f',
    '--text=x',
    '--list',
    'a',
    '--list',
    'b',
    '--number',
    '9',
    '--time',
    '2h',
    '--price',
    '0.5',
    '--word',
    'b',
    'two',
  ];
  expect(readOptions(spec, args)).toEqual({
    values: { flag: true, text: 'x', list: ['a', 'b'], number: 9, time: 7_200_000, price: '0.5', word: 'b' },
    operands: ['one', 'two'],
    wantsHelp: false,
  });
  const nothing = { flag: false, text: undefined, list: [], number: undefined, time: undefined, price: undefined };
  expect(readOptions(spec, []).values).toEqual({ ...nothing, word: undefined });
});

it.each([
  [['--number', '10'], '--number must be a whole number from 1 to 9, not "10".'],
  [['--number', '1.5'], '--number must be a whole number'],
  [['--time', '2x'], '--time must be a time such as 90s, 30m, 2h or 1d, not "2x".'],
  [['--price', '0'], '--price must be an amount in USD'],
  [['--price', '0.1234567'], '--price must be an amount in USD'],
  [['--word', 'c'], '--word must be one of a, b, not "c".'],
  [['--text', ''], '--text must not be empty.'],
  [['--text'], '--text'],
  [['--flag=yes'], '--flag'],
  [['1', '2', '3'], 'It takes ID... and no more.'],
  [['--unknown=nfk_secret'], 'There is no option --unknown.'],
  [['-x'], "Unknown option '-x'"],
])('refuses %j', (args, message) => {
  expect(() => readOptions(spec, args)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) as string, exitCode: 2 }) as Error,
  );
});

it('finds what was meant, and nothing where nothing is near', () => {
  expect(nearest('creat', ['create', 'get'])).toBe('create');
  expect(nearest('lss', ['ls', 'rm'])).toBe('ls');
  expect(nearest('frobnicate', ['create', 'get'])).toBeUndefined();
});
