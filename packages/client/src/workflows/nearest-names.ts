/**
 * Names that look like a wanted one, the nearest first, each once. Their distance is the number of characters to change,
 * add or take away (Levenshtein) between the wanted text and the name or one of its words, whichever is less, without
 * regard to capitals; names at the same distance come in the order of their characters. Nothing is as near to all.
 *
 * @example
 * ```ts
 * import { nearestNames } from '@novita-fleet/client';
 *
 * console.log(nearestNames('H10O', ['RTX 4090', 'A100', 'H100']).join(', ')); // → H100, A100, RTX 4090
 * ```
 */
export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const text = wanted.toLowerCase();
  const distances = new Map<string, number>();
  for (const name of names) {
    const lower = name.toLowerCase();
    const parts = [lower, ...lower.split(/[^\p{L}\p{N}]+/u)].filter((part) => part !== '');
    distances.set(name, text === '' ? 0 : Math.min(...parts.map((part) => distance(text, part))));
  }
  const ranked = [...distances].sort(([a, from], [b, to]) => from - to || (a < b ? -1 : 1));
  return ranked.map(([name]) => name);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: Array.from(b).length + 1 }, (_, index) => index);
  for (const [index, char] of Array.from(a).entries()) {
    const next = [index + 1];
    for (const [at, other] of Array.from(b).entries()) {
      const kept = (row[at] ?? 0) + (char === other ? 0 : 1);
      next.push(Math.min(kept, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
