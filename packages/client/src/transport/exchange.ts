import {
  InvalidArgumentError,
  type AbortListener,
  type DeadlineListener,
  type HeaderValues,
} from '@novita-fleet/resilience';
import type { Dispatcher } from 'undici';
import { AbortedError, ClientClosedError } from '../errors/call-errors.js';
import { AttemptTimeoutError, ConnectionError, DecodeError } from '../errors/transport-errors.js';
import { BodyStream, type StreamHost } from './body-stream.js';
import type { TransportRequest, TransportResponse } from './transport.js';

/** What all exchanges of a transport share. */
export interface ExchangeHost extends StreamHost {
  /** Largest body that is read, in bytes. */
  readonly maxResponseBytes: number;
  /** Told when an exchange has ended, well or not. */
  ended(): void;
}

/** One request under way: gathers the answer, and ends once, whatever comes first. */
export class Exchange implements Dispatcher.DispatchHandler, AbortListener, DeadlineListener {
  /** Where the timeout stands in the deadline queue. */
  bucket: number | undefined = undefined;
  readonly #request: TransportRequest;
  readonly #host: ExchangeHost;
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined = undefined;
  /** Set once the promise is settled; what the connection says afterwards has no effect. */
  #ended = false;
  #status = 0;
  #headers: HeaderValues = NO_HEADERS;
  #first: Buffer | undefined = undefined;
  #more: Buffer[] | undefined = undefined;
  #bytes = 0;
  /** Takes the body once it has been handed over as a stream. */
  #stream: BodyStream | undefined = undefined;

  constructor(
    request: TransportRequest,
    host: ExchangeHost,
    resolve: (response: TransportResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.#request = request;
    this.#host = host;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It ended while it waited for a connection, so it must not be put on the wire any more.
    if (this.#ended) controller.abort(new AbortedError(false));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: HeaderValues): void {
    // 1xx: the answer proper is still to come.
    if (status < 200 || this.#ended) return;
    this.#status = status;
    this.#headers = headers;
    if (this.#request.stream !== undefined && status <= 299) this.#open(controller, this.#request.stream.idleTimeoutMs);
    else if (Number(headers['content-length']) > this.#host.maxResponseBytes) this.#tooLarge();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#stream !== undefined) this.#stream.push(chunk);
    if (this.#ended) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#host.maxResponseBytes) {
      this.#tooLarge();
    } else if (this.#first === undefined) {
      this.#first = chunk;
    } else {
      this.#more ??= [this.#first];
      this.#more.push(chunk);
    }
  }

  onResponseEnd(): void {
    this.#stream?.end();
    if (this.#ended) return;
    this.#end();
    const body = this.#more === undefined ? (this.#first ?? EMPTY) : Buffer.concat(this.#more, this.#bytes);
    this.#resolve({ status: this.#status, headers: this.#headers, body, stream: undefined });
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#stream?.fail(this.#failure(error));
    if (this.#ended) return;
    this.#end();
    this.#reject(this.#failure(error));
  }

  onAbort(signal: AbortSignal): void {
    this.#cancel(new AbortedError(this.#requestSent, { cause: signal.reason }));
  }

  onDeadline(): void {
    const { timeoutMs } = this.#request;
    const stage = this.#stage();
    const message = `${this.#name()} got no full answer within ${Math.round(timeoutMs)} ms (${stage})`;
    this.#cancel(new AttemptTimeoutError(message, this.#requestSent, timeoutMs));
  }

  get #requestSent(): boolean {
    return this.#controller !== undefined;
  }

  /** Hands the body over as a stream. For the exchange this is the end. */
  #open(controller: Dispatcher.DispatchController, idleTimeoutMs: number): void {
    this.#end();
    const { signal } = this.#request;
    const stream = new BodyStream({ controller, host: this.#host, name: this.#name(), signal, idleTimeoutMs });
    this.#stream = stream;
    this.#resolve({ status: this.#status, headers: this.#headers, body: EMPTY, stream });
  }

  #tooLarge(): void {
    const message = `${this.#name()} was answered with more than the ${this.#host.maxResponseBytes} bytes of \`maxResponseBytes\``;
    this.#cancel(new DecodeError(message, this.#status));
  }

  /** Ends from our side: the connection is given up, because the rest of the answer would come on it. */
  #cancel(error: Error): void {
    if (this.#ended) return;
    this.#end();
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #end(): void {
    this.#ended = true;
    if (this.bucket !== undefined) this.#host.deadlines.remove(this.bucket, this);
    const { signal } = this.#request;
    if (signal !== undefined) this.#host.aborts.remove(signal, this);
    this.#host.ended();
  }

  #failure(error: Error & { code?: unknown }): Error {
    const code = typeof error.code === 'string' ? error.code : undefined;
    if (code === 'UND_ERR_INVALID_ARG') {
      return new InvalidArgumentError('request', `${this.#name()} cannot be sent: ${error.message}`);
    }
    // A stream is ended by the closing of the client; another exchange only before it is sent.
    const closing = code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED';
    if (closing && (!this.#requestSent || this.#stream !== undefined)) return new ClientClosedError();
    const cause = code === undefined || error.message.includes(code) ? '' : ` (${code})`;
    const message = `${this.#name()} failed, ${this.#stage()}: ${error.message || error.name}${cause}`;
    return new ConnectionError(message, this.#requestSent, { cause: error });
  }

  #name(): string {
    return `${this.#request.method} ${this.#request.path}`;
  }

  #stage(): string {
    if (!this.#requestSent) return 'before the request was sent';
    return this.#status === 0 ? 'while waiting for the answer' : 'while reading the answer';
  }
}

const EMPTY = Buffer.alloc(0);
const NO_HEADERS: HeaderValues = {};
