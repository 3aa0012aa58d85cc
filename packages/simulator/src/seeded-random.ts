/** Draws that repeat: the same seed and name give the same numbers, on every machine. */
export interface SeededRandom {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** An integer from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** `length` hexadecimal digits in lower case. */
  hex(length: number): string;
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet: string): string;
}

/** The golden ratio in 32 bits: an odd step that visits every state before it repeats one. */
const STEP = 0x9e3779b9;

/**
 * A stream of draws. Streams of different names are independent, so that one more draw in one does not change
 * the others: an added fault leaves ids and durations as they were.
 */
export function seededRandom(seed: number, name: string): SeededRandom {
  let state = mix(seed | 0);
  for (const character of name) state = mix((state ^ (character.codePointAt(0) ?? 0)) + STEP);

  const word = (): number => {
    state = (state + STEP) | 0;
    return mix(state) >>> 0;
  };
  const fraction = (): number => word() / 2 ** 32;
  const integer = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1));

  return {
    fraction,
    integer,
    hex(length) {
      let digits = '';
      while (digits.length < length) digits += word().toString(16).padStart(8, '0');
      return digits.slice(0, length);
    },
    text: (length, alphabet) => Array.from({ length }, () => alphabet[integer(0, alphabet.length - 1)] ?? '').join(''),
  };
}

/** Spreads every input bit over all 32 output bits; one to one, so that no state is reached twice. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
