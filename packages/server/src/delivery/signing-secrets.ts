import type { SecretBox } from '../secret-box.js';
import type { WebhookEndpointRow } from '../store/schema.js';

/** The secrets that sign what is sent to an endpoint, opened once and not for each delivery. */
export class SigningSecrets {
  readonly #box: SecretBox;
  /** By what is sealed: no two are alike. */
  readonly #opened = new Map<string, string>();

  constructor(box: SecretBox) {
    this.#box = box;
  }

  /** The secrets that sign at a time, the present one first: after a rotation the one before it too, for a while. */
  at(now: number, { id, sealed_secret, sealed_old_secret, old_secret_until }: WebhookEndpointRow): string[] {
    const present = this.#open(sealed_secret, id);
    const isOver = sealed_old_secret === null || (old_secret_until ?? 0) <= now;
    return isOver ? [present] : [present, this.#open(sealed_old_secret, id)];
  }

  #open(sealed: string, id: string): string {
    const known = this.#opened.get(sealed);
    if (known !== undefined) return known;
    const secret = this.#box.open(sealed, id);
    this.#opened.set(sealed, secret);
    return secret;
  }
}
