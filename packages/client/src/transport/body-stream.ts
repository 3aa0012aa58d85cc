import type { AbortListener, AbortListeners, DeadlineListener, DeadlineQueue } from '@novita-fleet/resilience';
import type { Dispatcher } from 'undici';
import { AbortedError } from '../errors/call-errors.js';
import { AttemptTimeoutError } from '../errors/transport-errors.js';

/** What all streams of a transport share. */
export interface StreamHost {
  readonly deadlines: DeadlineQueue;
  readonly aborts: AbortListeners;
  /** The bodies that are open. */
  readonly streams: Set<BodyStream>;
  /** The time by the clock of the deadlines, in milliseconds. */
  now(): number;
}

/** What one stream is made of. */
export interface BodyStreamParts {
  readonly controller: Dispatcher.DispatchController;
  readonly host: StreamHost;
  /** Method and path, for messages. */
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  /** Longest silence while somebody reads, in milliseconds. */
  readonly idleTimeoutMs: number;
}

/** So many bytes may lie here unread; then the connection is not read either. */
const HIGH_WATER = 64 * 1024;

interface Reader {
  readonly resolve: (chunk: Buffer | undefined) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The body of an answer, piece by piece, for one reader.
 *
 * Nothing is read from the connection while `HIGH_WATER` bytes lie unread. Silence counts only while the reader waits,
 * so that a slow reader is no fault of the other side. Whatever ends it early gives the connection up, because the rest
 * of the answer would come on it.
 */
export class BodyStream implements AsyncIterable<Buffer>, AbortListener, DeadlineListener {
  readonly #parts: BodyStreamParts;
  readonly #chunks: Buffer[] = [];
  #unread = 0;
  #reader: Reader | undefined;
  #bucket: number | undefined;
  #paused = false;
  /** Set once nothing more comes; what lies unread is still given after a regular end. */
  #over = false;
  #error: Error | undefined;

  constructor(parts: BodyStreamParts) {
    this.#parts = parts;
    parts.host.streams.add(this);
    if (parts.signal !== undefined) parts.host.aborts.add(parts.signal, this);
  }

  /** Takes what has come on the connection. */
  push(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#reader !== undefined) {
      this.#takeReader()?.resolve(chunk);
      return;
    }
    this.#chunks.push(chunk);
    this.#unread += chunk.length;
    if (this.#unread < HIGH_WATER || this.#paused) return;
    this.#paused = true;
    this.#parts.controller.pause();
  }

  /** The body is complete. */
  end(): void {
    if (this.#over) return;
    this.#finish();
    this.#takeReader()?.resolve(undefined);
  }

  /** The body ends early; what lies unread is still given before the error. */
  fail(error: Error): void {
    if (this.#over) return;
    this.#finish();
    this.#error = error;
    this.#takeReader()?.reject(error);
  }

  /** Ends it from our side and gives the connection up; without an error the reader sees the end. */
  cancel(error?: Error): void {
    this.#chunks.length = 0;
    this.#unread = 0;
    if (this.#over) return;
    this.#finish();
    this.#error = error;
    const reader = this.#takeReader();
    if (error === undefined) reader?.resolve(undefined);
    else reader?.reject(error);
    this.#parts.controller.abort(error ?? new AbortedError(true));
  }

  onAbort(signal: AbortSignal): void {
    this.cancel(new AbortedError(true, { cause: signal.reason }));
  }

  onDeadline(): void {
    const { name, idleTimeoutMs } = this.#parts;
    this.#bucket = undefined;
    this.cancel(new AttemptTimeoutError(`${name} sent nothing for ${idleTimeoutMs} ms`, true, idleTimeoutMs));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk;
    } finally {
      this.cancel();
    }
  }

  /** The next piece; undefined at the end. */
  #next(): Promise<Buffer | undefined> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#unread -= chunk.length;
      if (this.#paused && this.#unread < HIGH_WATER) {
        this.#paused = false;
        // More may be pushed before this returns; it goes behind the piece at hand.
        this.#parts.controller.resume();
      }
      return Promise.resolve(chunk);
    }
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#over) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const { host, idleTimeoutMs } = this.#parts;
      this.#reader = { resolve, reject };
      if (idleTimeoutMs !== Infinity) this.#bucket = host.deadlines.add(host.now() + idleTimeoutMs, this);
    });
  }

  #takeReader(): Reader | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    if (this.#bucket !== undefined) this.#parts.host.deadlines.remove(this.#bucket, this);
    this.#bucket = undefined;
    return reader;
  }

  #finish(): void {
    const { host, signal } = this.#parts;
    this.#over = true;
    host.streams.delete(this);
    if (signal !== undefined) host.aborts.remove(signal, this);
  }
}
