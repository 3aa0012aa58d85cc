/**
 * A value that is one of the known ones today and may be another tomorrow.
 *
 * @example
 * ```ts
 * import type { Open } from '@novita-fleet/client';
 *
 * type Level = Open<'low' | 'high'>;
 *
 * const isScarce = (level: Level): boolean => level === 'low';
 * console.log(isScarce('low'), isScarce('a level of tomorrow')); // → true false
 * ```
 */
export type Open<Known extends string> = Known | (string & Record<never, never>);
