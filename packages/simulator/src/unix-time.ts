/** @param ms - virtual milliseconds since 1970. @returns whole Unix seconds, 0 for never. */
export function toUnixSeconds(ms: number | undefined): number {
  return Math.floor((ms ?? 0) / 1000);
}
