import { NovitaError } from '@novita-fleet/resilience';

/** A webhook URL, or an address that its host resolves to, is one that webhooks must not reach. Nothing was sent. */
export class WebhookAddressError extends NovitaError {
  static override readonly brand: string = 'WebhookAddressError';
  override readonly name: string = 'WebhookAddressError';

  constructor(message: string, options?: ErrorOptions) {
    super('webhook_address_refused', message, options);
  }
}
