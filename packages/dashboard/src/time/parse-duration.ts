const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a text such as `90s`, `1h 30m` or `2d`; null when it is none. */
export function parseDuration(text: string): number | null {
  const compact = text.replaceAll(/\s+/g, '');
  if (!/^(?:\d{1,9}(?:\.\d{1,3})?[smhd])+$/.test(compact)) return null;
  let ms = 0;
  for (const [, amount = '', unit = ''] of compact.matchAll(/([\d.]+)([smhd])/g))
    ms += Number(amount) * (UNITS[unit] ?? 0);
  return Math.round(ms);
}
