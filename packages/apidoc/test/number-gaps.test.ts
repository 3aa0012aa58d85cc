import { expect, it } from 'vitest';
import { numberGaps } from '../src/number-gaps.js';
import { apiOf, apisOf } from './fixture-package.js';

/** Texts of declarations, read together, and what is found in each. */
function gapsOf(declarations: readonly string[]): string[][] {
  const { packages, checker } = apisOf(declarations.map((text) => ({ 'index.d.ts': text })));
  return packages.map((api) => api.entryPoints[0]!.items.flatMap((item) => numberGaps(item, checker)));
}

const bare = [
  ['a field', 'export interface A { wait: number }', 'A.wait'],
  ['an optional field', 'export interface A { wait?: number | undefined }', 'A.wait'],
  ['a field that may be null', 'export interface A { wait: number | null }', 'A.wait'],
  ['a list', 'export interface A { waits: readonly number[] }', 'A.waits'],
  ['a field within a field', 'export interface A { inner: { wait: number } }', 'A.inner.wait'],
  ['a property of a class', 'export declare class A { readonly wait: number }', 'A.wait'],
  ['an accessor', 'export declare class A { get wait(): number }', 'A.wait'],
  ['a parameter', 'export declare function a(wait: number): void', 'a(wait)'],
  ['a parameter of a constructor', 'export declare class A { constructor(wait: number) }', 'A.constructor(wait)'],
  ['a parameter of a method', 'export interface A { act(wait: number): void }', 'A.act(wait)'],
  ['a field of a parameter', 'export declare function a(options: { wait: number }): void', 'a(options).wait'],
  ['a result', 'export declare function a(): number', 'a()'],
  ['the promise of a result', 'export declare function a(): Promise<number>', 'a()'],
  ['a parameter of a callback', 'export interface A { onRetry: (wait: number) => void }', 'A.onRetry(wait)'],
  ['a field of a union', 'export type A = { kind: "a" } | { kind: "b"; wait: number }', 'A.wait'],
  ['a constant', 'export declare const WAIT = 5', 'WAIT'],
] as const;
const gapsOfBare = gapsOf(bare.map(([, declaration]) => declaration));

it.each(bare.map(([what, , place], index) => [what, place, index] as const))(
  'finds %s that says no unit',
  (_, place, index) => {
    expect(gapsOfBare[index]).toEqual([`${place}: a number without a unit`]);
  },
);

const plain = [
  ['a name', 'export interface A { waitMs: number }'],
  ['the words about a field', 'export interface A {\n  /** In seconds. */\n  wait: number;\n}'],
  ['the words about a parameter', '/** @param wait - in seconds. */\nexport declare function a(wait: number): void'],
  [
    'the words about a callback',
    'export interface A {\n  /** Told how many. */\n  onRetry: (wait: number) => void;\n}',
  ],
  [
    'the words about a callback that is a parameter',
    '/** @param act - gets seconds. */\nexport declare function a(act: (wait: number) => void): void',
  ],
  ['the words about a type that is a function', '/** In seconds. */\nexport type A = (wait: number) => number'],
  ['the words about a result', '/** @returns seconds. */\nexport declare function a(): number'],
] as const;
const gapsOfPlain = gapsOf(plain.map(([, declaration]) => declaration));

it.each(plain.map(([what], index) => [what, index] as const))('takes the unit from %s', (_, index) => {
  expect(gapsOfPlain[index]).toEqual([]);
});

it('leaves text that may be a number, and numbers that have a type of their own', () => {
  expect(
    gapsOf(['export interface A { value: string | number }\nexport type B = number;\nexport interface C { b: B }']),
  ).toEqual([[]]);
});

it('does not take the words about a function for those about its parameters', () => {
  expect(gapsOf(['/** Waits some milliseconds. */\nexport declare function a(wait: number): void'])).toEqual([
    ['a(wait): a number without a unit'],
  ]);
});

it('looks at the fields of types that are generated elsewhere', () => {
  const { api, checker } = apiOf({
    'index.d.ts': `import type { Wish } from './wish.gen.js';
export type Request = Omit<Wish, 'id'> | { kind: 'none' };`,
    'wish.gen.d.ts': `export interface Wish {
  id: number;
  size: number;
  /** @description Disk. Unit: GB. */
  disk: number;
}`,
  });
  expect(api.entryPoints[0]!.items.flatMap((item) => numberGaps(item, checker))).toEqual([
    'Request.size: a number without a unit',
  ]);
});
