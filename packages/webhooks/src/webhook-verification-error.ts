import { NovitaError } from '@novita-fleet/resilience';

/** What can be wrong with a received webhook. */
export type WebhookVerificationCode =
  | 'webhook_header_missing'
  | 'webhook_signature_mismatch'
  | 'webhook_timestamp_stale'
  | 'webhook_malformed'
  | 'webhook_too_large';

/**
 * A received request is not an authentic, fresh and well-formed webhook. Holds neither secret, signature nor body.
 *
 * @example
 * ```ts
 * import { verifyWebhook, WebhookVerificationError, type WebhookVerificationCode } from '@novita-fleet/webhooks';
 *
 * try {
 *   verifyWebhook({ body: '{}', headers: {}, secrets: 'my secret' });
 * } catch (error) {
 *   if (!(error instanceof WebhookVerificationError)) throw error;
 *   const code: WebhookVerificationCode = error.code;
 *   console.log(code); // → webhook_header_missing
 * }
 * ```
 */
export class WebhookVerificationError extends NovitaError {
  static override readonly brand: string = 'WebhookVerificationError';
  override readonly name: string = 'WebhookVerificationError';
  override readonly code: WebhookVerificationCode;

  constructor(code: WebhookVerificationCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.code = code;
  }
}
