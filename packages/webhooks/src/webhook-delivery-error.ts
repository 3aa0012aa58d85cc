import { NovitaError } from '@novita-fleet/resilience';

/** What is known of a delivery that failed. */
export interface WebhookDeliveryFailure {
  /** `status`: an answer that is not 2xx; `timeout`: no answer in time; `connection`: none made, or lost. */
  readonly reason: 'status' | 'timeout' | 'connection';
  /** HTTP status of the last answer; absent when there was none. */
  readonly status?: number;
  /** How many times the webhook was sent. */
  readonly attempts: number;
  /** How long the receiver asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** From the first attempt to the end of the last, in milliseconds. */
  readonly durationMs: number;
  /** Text of the last answer, up to the client's `maxResponseBytes`. */
  readonly responseBody?: string;
}

/**
 * The receiver could not be reached or did not answer with 2xx. `cause` is the error of the network, if any.
 *
 * @example
 * ```ts
 * import { WebhookDeliveryError, type WebhookDeliveryFailure } from '@novita-fleet/webhooks';
 *
 * // Whether a later delivery may succeed.
 * export function mayPass(error: WebhookDeliveryError): boolean {
 *   const reason: WebhookDeliveryFailure['reason'] = error.reason;
 *   return reason !== 'status' || (error.status ?? 0) >= 500 || error.status === 429;
 * }
 * ```
 */
export class WebhookDeliveryError extends NovitaError {
  static override readonly brand: string = 'WebhookDeliveryError';
  override readonly name: string = 'WebhookDeliveryError';
  /** `status`: an answer that is not 2xx; `timeout`: no answer in time; `connection`: none made, or lost. */
  readonly reason: WebhookDeliveryFailure['reason'];
  /** HTTP status of the last answer; undefined when there was none. */
  readonly status: number | undefined;
  /** How many times the webhook was sent. */
  readonly attempts: number;
  /** How long the receiver asked to wait, in milliseconds; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;
  /** From the first attempt to the end of the last, in milliseconds. */
  readonly durationMs: number;
  readonly #responseBody: string | undefined;

  constructor(message: string, failure: WebhookDeliveryFailure, options?: ErrorOptions) {
    super('webhook_delivery_failed', message, options);
    this.reason = failure.reason;
    this.status = failure.status;
    this.attempts = failure.attempts;
    this.retryAfterMs = failure.retryAfterMs;
    this.durationMs = failure.durationMs;
    this.#responseBody = failure.responseBody;
  }

  /**
   * Text of the last answer, cut at the client's `maxResponseBytes`; undefined when there was none.
   * A receiver may repeat headers of the request in it, so it is shown neither by `console.log` nor by JSON.
   */
  get responseBody(): string | undefined {
    return this.#responseBody;
  }

  override toJSON(): Record<string, unknown> {
    const { reason, status, attempts, retryAfterMs, durationMs } = this;
    return { ...super.toJSON(), reason, status, attempts, retryAfterMs, durationMs };
  }
}
