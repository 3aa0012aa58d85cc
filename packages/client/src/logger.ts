/**
 * Where a client writes what it does. `console` fits. Fields never hold a secret.
 *
 * @example
 * ```ts
 * import { NovitaClient, type Logger } from '@novita-fleet/client';
 *
 * const logger: Logger = {
 *   debug: () => undefined,
 *   info: (message, fields) => console.log(message, fields),
 *   warn: (message, fields) => console.warn(message, fields),
 *   error: (message, fields) => console.error(message, fields),
 * };
 * export const client = new NovitaClient({ logger });
 * ```
 */
export interface Logger {
  /** What happens in the normal course: calls and their answers. */
  debug(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** What an operator may want to know. */
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** What may become a problem: retries, an open circuit breaker. */
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** A call that failed for good. */
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
}
