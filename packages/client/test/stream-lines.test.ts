import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../src/stream-lines.js';

async function* pieces(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(pieces(...chunks))) lines.push(line);
  return lines;
}

const LONG = 65_536;

describe('linesOf', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['whole lines', ['a\nb\n'], ['a', 'b']],
    ['a last line without an end', ['a\nb'], ['a', 'b']],
    ['lines cut anywhere', ['a', 'b\nc', '', 'd', '\n'], ['ab', 'cd']],
    ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
    ['ends of Windows, cut within', ['a\r\nb\r', '\n', '\r\n'], ['a', 'b', '']],
    ['a lone return within a line', ['10%\r20%\n'], ['10%\r20%']],
    ['a return at the very end', ['a\r'], ['a']],
    ['nothing', [], []],
    ['an empty piece', [''], []],
  ])('reads %s', async (_name, chunks, lines) => expect(await read(...chunks)).toEqual(lines));

  it('reads characters that are cut apart, and marks bytes that are none', async () => {
    const bytes = Buffer.from('ä€😀\n');
    const cut = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await read(...cut)).toEqual(['ä€😀']);
    expect(await read(Uint8Array.of(0x61, 0xff, 0x62, 0x0a), Uint8Array.of(0xe2, 0x82))).toEqual(['a\ufffdb', '\ufffd']);
  });

  it('gives a line of more than 65,536 characters in parts, as it comes', async () => {
    const whole = 'x'.repeat(LONG);
    expect(await read(`${whole}\n`)).toEqual([whole]);
    expect(await read(`${whole}y\nz\n`)).toEqual([whole, 'y', 'z']);
    const given: string[] = [];
    const lines = linesOf(pieces(...Array.from({ length: 40 }, () => 'x'.repeat(10_000)), '\nend'));
    for await (const line of lines) given.push(line);
    expect(given.map((line) => line.length)).toEqual([LONG, LONG, LONG, LONG, LONG, LONG, 400_000 - 6 * LONG, 3]);
  });

  it('cuts no character of two units', async () => {
    const parts = await read(`${'x'.repeat(LONG - 1)}😀y\n`);
    expect(parts).toEqual(['x'.repeat(LONG - 1), '😀y']);
  });

  it('reads what a text split at its line ends says, wherever the pieces are cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '€', ' ') });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(40)), async (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        const expected = whole.split(/\r?\n/);
        if (expected.at(-1) === '') expected.pop();
        expect(await read(...chunks)).toEqual(expected);
      }),
    );
  });

  it('lets the pieces go when the reader leaves', async () => {
    const left: string[] = [];
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('line\n');
      } finally {
        left.push('left');
      }
    }
    for await (const line of linesOf(endless())) {
      expect(line).toBe('line');
      break;
    }
    expect(left).toEqual(['left']);
  });
});
