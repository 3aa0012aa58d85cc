const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/**
 * Milliseconds of a text such as `90s`, `1h 30m` or `2d`, as the command line takes it; a bare number is refused, since
 * its unit would be a guess.
 *
 * @returns undefined when it is no such text.
 */
export function parseDuration(text: string): number | undefined {
  const compact = text.replaceAll(/\s+/g, '').toLowerCase();
  if (!/^(?:\d{1,9}(?:\.\d{1,3})?(?:ms|[smhd]))+$/.test(compact)) return undefined;
  let ms = 0;
  for (const [, amount = '', unit = ''] of compact.matchAll(/([\d.]+)(ms|[smhd])/g)) {
    ms += Number(amount) * (UNITS.find(([name]) => name === unit)?.[1] ?? 0);
  }
  return Math.round(ms);
}

/** The shortest exact text of whole milliseconds, such as `1h30m`; `parseDuration` reads it back. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text === '' ? '0s' : text;
}
