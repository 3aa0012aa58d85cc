import type { HttpMethod } from '../transport/transport.js';

/** What a caller asks of one call. */
export interface CallSettings {
  readonly method: HttpMethod;
  /** Path and query. */
  readonly target: string;
  /** Path without the query, for messages. */
  readonly path: string;
  readonly body: string | undefined;
  /** Names in lower case and values by turns. */
  readonly headers: readonly string[];
  readonly idempotent: boolean;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;
  readonly correlationId: string | undefined;
}

/** One call on its way through the layers: what was asked, and what the layers tell each other. */
export class Call {
  readonly method: HttpMethod;
  readonly target: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: readonly string[];
  /** Whether sending it twice is harmless. */
  readonly idempotent: boolean;
  /** Time for each attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Time for the whole call, in milliseconds. */
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;

  /** Set by the layer `correlation-id`. */
  correlationId: string;
  /** End of the call in milliseconds of the monotonic clock. Set by the layer `deadline`. */
  deadlineAt = Infinity;
  /** Attempts begun, the present one included. Set by the layer `retry`. */
  attempts = 0;
  /** Whether an attempt was sent whose result is not known. Set by the layer `retry`. */
  mayHaveRun = false;
  /** The failure of the attempt before. Set by the layer `retry`. */
  lastError: unknown = undefined;
  /** Complete headers of the present attempt. Set by the layer `credentials`. */
  attemptHeaders: string[] = [];
  /** The key of the present attempt, to be masked in what the API answers. Set by the layer `credentials`. */
  secret = '';
  /** Time for the present attempt, in milliseconds. Set by the layer `attempt-timeout`. */
  attemptTimeoutMs = Infinity;

  constructor(settings: CallSettings) {
    this.method = settings.method;
    this.target = settings.target;
    this.path = settings.path;
    this.body = settings.body;
    this.headers = settings.headers;
    this.idempotent = settings.idempotent;
    this.timeoutMs = settings.timeoutMs;
    this.deadlineMs = settings.deadlineMs;
    this.maxRetries = settings.maxRetries;
    this.signal = settings.signal;
    this.correlationId = settings.correlationId ?? '';
  }
}

/** Carries a call out and returns the decoded body of the answer. */
export type CallHandler = (call: Call) => Promise<unknown>;

/** Puts one policy around a handler. */
export type Layer = (next: CallHandler) => CallHandler;

/** Puts layers around a handler; the first is the outermost. */
export function compose(layers: readonly Layer[], innermost: CallHandler): CallHandler {
  return layers.reduceRight((next, layer) => layer(next), innermost);
}
