import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from './log.js';

/** On whose behalf something is done. */
export interface CallContext {
  /** Of the API request that asked for it, or of the sweep that found it. */
  readonly correlationId: string;
}

/** Carries the context of a request through everything that is awaited for it, to the log and to calls of the cloud. */
export class CallContexts {
  readonly #storage = new AsyncLocalStorage<CallContext>();

  get current(): CallContext | undefined {
    return this.#storage.getStore();
  }

  run<T>(context: CallContext, action: () => T): T {
    return this.#storage.run(context, action);
  }

  /** The same log, which writes the correlation id into every line, unless the line has one. */
  log(log: Log): Log {
    const add = (fields: object): object => ({ ...this.current, ...fields });
    return {
      info: (fields, message) => log.info(add(fields), message),
      warn: (fields, message) => log.warn(add(fields), message),
      error: (fields, message) => log.error(add(fields), message),
      debug: (fields, message) => log.debug(add(fields), message),
    };
  }
}
