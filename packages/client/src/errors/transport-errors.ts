import { NovitaError } from '@novita-fleet/resilience';

/** The connection could not be made or was lost. */
export class ConnectionError extends NovitaError {
  static override readonly brand: string = 'ConnectionError';
  override readonly name: string = 'ConnectionError';
  /** Whether the request was put on the wire, so that it may have taken effect. */
  readonly requestSent: boolean;

  constructor(message: string, requestSent: boolean, options?: ErrorOptions) {
    super('connection_failed', message, options);
    this.requestSent = requestSent;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), requestSent: this.requestSent };
  }
}

/** One attempt got no full answer in time. */
export class AttemptTimeoutError extends NovitaError {
  static override readonly brand: string = 'AttemptTimeoutError';
  override readonly name: string = 'AttemptTimeoutError';
  /** Whether the request was put on the wire, so that it may have taken effect. */
  readonly requestSent: boolean;
  /** The time that the attempt had, in milliseconds. */
  readonly timeoutMs: number;

  constructor(message: string, requestSent: boolean, timeoutMs: number) {
    super('attempt_timeout', message);
    this.requestSent = requestSent;
    this.timeoutMs = timeoutMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), requestSent: this.requestSent, timeoutMs: this.timeoutMs };
  }
}

/** The answer could not be read: not JSON, cut short, too large, or packed in a way that is not known. */
export class DecodeError extends NovitaError {
  static override readonly brand: string = 'DecodeError';
  override readonly name: string = 'DecodeError';
  /**
   * HTTP status of the answer; 0 when not even that could be read. A 2xx means that the call has taken effect although
   * its answer is lost.
   */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super('decode_failed', message, options);
    this.status = status;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status };
  }
}
