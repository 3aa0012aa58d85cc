import { AsyncResource } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';
import type { Tx } from './store.js';

/** One unit of work on its way into a shared transaction. */
export interface Unit {
  run(db: Kysely<Schema>): Promise<void>;
  /** Answers the caller, once the transaction is durable. */
  commit(): void;
  fail(error: unknown): void;
}

/** Units in one transaction at most, so that the first of them does not wait for a crowd. */
const MAX_GROUP = 256;

/** Collects the writes of one turn of the event loop, so that they share a transaction and one fsync. */
export class GroupCommit {
  readonly #runGroup: (group: readonly Unit[]) => Promise<void>;
  #queue: Unit[] = [];
  #flushing: Promise<void> | undefined;

  /**
   * @param runGroup - runs the units one after the other in one transaction, each so that its failure does not harm the
   * others. Calls `fail` of those that throw, then, once all is durable, `commit` of the rest. When it throws itself,
   * nothing was kept.
   */
  constructor(runGroup: (group: readonly Unit[]) => Promise<void>) {
    this.#runGroup = runGroup;
  }

  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T> {
    // The group runs in the context of its first unit; what the others do is not on behalf of the same request.
    const context = new AsyncResource('write');
    return new Promise((resolve, reject) => {
      let result: T;
      const after: (() => void)[] = [];
      this.#queue.push({
        run: async (db) => {
          const tx: Tx = { db, afterCommit: (callback) => void after.push(callback) };
          result = await context.runInAsyncScope(unit, undefined, tx);
        },
        commit: () => {
          resolve(result);
          for (const callback of after) callback();
        },
        fail: reject,
      });
      this.#flushing ??= new Promise((done) => setImmediate(() => void this.#flush().finally(done)));
    });
  }

  /** Resolves when all that was asked for has been answered. */
  async settled(): Promise<void> {
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) {
      const group = this.#queue.splice(0, MAX_GROUP);
      try {
        await this.#runGroup(group);
      } catch (error) {
        for (const unit of group) unit.fail(error);
      }
    }
    this.#flushing = undefined;
  }
}
