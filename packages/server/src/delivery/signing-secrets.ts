import type { SecretBox } from '../secret-box.js';
import type { WebhookEndpointRow } from '../store/schema.js';

/** The secrets that sign at a time, the present one first: after a rotation the one before it too, for a while. */
export function signingSecrets(endpoint: WebhookEndpointRow, box: SecretBox, now: number): string[] {
  const { id, sealed_secret, sealed_old_secret, old_secret_until } = endpoint;
  const present = box.open(sealed_secret, id);
  const isOver = sealed_old_secret === null || (old_secret_until ?? 0) <= now;
  return isOver ? [present] : [present, box.open(sealed_old_secret, id)];
}
