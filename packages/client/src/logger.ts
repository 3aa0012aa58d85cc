/**
 * Where a client writes what it does. `console` fits. Fields never hold a secret, and what a logger throws is dropped:
 * it must not turn a call that has worked into one that has failed.
 *
 * @example
 * ```ts
 * import { NovitaClient, type Logger } from '@novita-fleet/client';
 *
 * const write = (level: string) => (message: string, fields: Readonly<Record<string, unknown>>) => {
 *   console.log(JSON.stringify({ level, message, ...fields }));
 * };
 * const logger: Logger = { debug: () => undefined, info: write('info'), warn: write('warn'), error: write('error') };
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

/** The same logger; what it throws is dropped. */
export function guardLogger(logger: Logger): Logger {
  const guard =
    (level: keyof Logger) =>
    (message: string, fields: Readonly<Record<string, unknown>>): void => {
      try {
        logger[level](message, fields);
      } catch {
        // A log that is full or closed is no reason to lose the id of an instance.
      }
    };
  return { debug: guard('debug'), info: guard('info'), warn: guard('warn'), error: guard('error') };
}
