import type { RequestEvent } from '../events.js';
import type { ResponseInfo, ResponseSource } from '../response-info.js';
import { routeOf } from '../stats/route-table.js';
import type { HttpMethod, TransportResponse } from '../transport/transport.js';

/** What becomes of the body of a success: parsed, handed over as bytes, or handed over as it comes. */
export type ResponseFormat = 'json' | 'bytes' | 'stream';

/** What a caller asks of one call. */
export interface CallSettings {
  readonly method: HttpMethod;
  /** Scheme, host and port of another server; undefined for the API itself. */
  readonly origin: string | undefined;
  /** Path and query. */
  readonly target: string;
  /** What messages show of the target: never the query. */
  readonly path: string;
  /** The path with names in place of ids. Default: worked out of `path`. */
  readonly route: string | undefined;
  readonly body: string | undefined;
  /** Names in lower case and values by turns. */
  readonly headers: readonly string[];
  readonly idempotent: boolean;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;
  readonly correlationId: string | undefined;
  readonly catalogue: boolean;
  readonly format: ResponseFormat;
  /** Longest silence within a streamed body, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** Texts of the target that no message may show. */
  readonly hidden: readonly string[];
  readonly onResponse: ((info: ResponseInfo) => void) | undefined;
}

/** One call on its way through the layers: what was asked, and what the layers tell each other. */
export class Call {
  readonly settings: CallSettings;
  readonly method: HttpMethod;
  readonly target: string;
  readonly path: string;
  readonly headers: readonly string[];
  /** Whether sending it twice is harmless. */
  readonly idempotent: boolean;
  /** Time for each attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Time for the whole call, in milliseconds. */
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;

  /** What is sent. Replaced by the layer `compress-request`. */
  body: string | Buffer | undefined;
  /** How the body is packed. Set by the layer `compress-request`. */
  contentEncoding: string | undefined = undefined;
  /** Set by the layer `correlation-id`. */
  correlationId: string;
  /** Begin of the call in milliseconds of the monotonic clock. Set by the layer `observe`. */
  startedAt = 0;
  /** What was published at its begin. Set by the layer `observe` while somebody listens. */
  event: RequestEvent | undefined = undefined;
  /** End of the call in milliseconds of the monotonic clock. Set by the layer `deadline`. */
  deadlineAt = Infinity;
  /** Where the answer came from. Set by the layer `catalogue-cache`. */
  source: ResponseSource = 'network';
  /** The key for all attempts, where it is settled before the first. Set by the layer `catalogue-cache`. */
  apiKey: string | undefined = undefined;
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
  /** Begin of the present attempt in milliseconds of the monotonic clock. Set by the layer `attempt-timeout`. */
  attemptStartedAt = 0;
  /** The answer of a success, its body unpacked. Set by `exchange`. */
  response: TransportResponse = NO_RESPONSE;

  constructor(settings: CallSettings) {
    this.settings = settings;
    this.method = settings.method;
    this.target = settings.target;
    this.path = settings.path;
    this.headers = settings.headers;
    this.idempotent = settings.idempotent;
    this.timeoutMs = settings.timeoutMs;
    this.deadlineMs = settings.deadlineMs;
    this.maxRetries = settings.maxRetries;
    this.signal = settings.signal;
    this.body = settings.body;
    this.correlationId = settings.correlationId ?? '';
  }

  /** Texts to mask wherever they come up in an answer. */
  get secrets(): readonly string[] {
    return this.secret === '' ? this.settings.hidden : [this.secret, ...this.settings.hidden];
  }

  /** The path with names in place of ids. */
  get route(): string {
    return this.settings.route ?? routeOf(this.path);
  }
}

const NO_RESPONSE: TransportResponse = { status: 0, headers: {}, body: Buffer.alloc(0), stream: undefined };

/** Carries a call out and returns the body of the answer in the format of the call. */
export type CallHandler = (call: Call) => Promise<unknown>;

/** Puts one policy around a handler. */
export type Layer = (next: CallHandler) => CallHandler;

/** Puts layers around a handler; the first is the outermost. */
export function compose(layers: readonly Layer[], innermost: CallHandler): CallHandler {
  return layers.reduceRight((next, layer) => layer(next), innermost);
}
