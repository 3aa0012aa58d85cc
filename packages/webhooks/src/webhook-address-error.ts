import { NovitaError } from '@novita-fleet/resilience';

/**
 * A webhook URL, or an address that its host resolves to, is one that webhooks must not reach. Nothing was sent.
 *
 * @example
 * ```ts
 * import { createAddressGuard, WebhookAddressError } from '@novita-fleet/webhooks';
 *
 * try {
 *   createAddressGuard().checkAddress('10.0.0.1');
 * } catch (error) {
 *   if (error instanceof WebhookAddressError) console.log(error.message); // → "10.0.0.1" is in 10.0.0.0/8 (private use)
 * }
 * ```
 */
export class WebhookAddressError extends NovitaError {
  static override readonly brand: string = 'WebhookAddressError';
  override readonly name: string = 'WebhookAddressError';

  constructor(message: string, options?: ErrorOptions) {
    super('webhook_address_refused', message, options);
  }
}
