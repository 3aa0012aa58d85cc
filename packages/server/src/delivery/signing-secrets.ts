import type { SecretBox } from '../secret-box.js';
import type { WebhookEndpointRow } from '../store/schema.js';

interface Opened {
  readonly sealed: string;
  readonly secret: string;
}

/** The secrets that sign, opened once and not for each delivery. */
export class SigningSecrets {
  readonly #box: SecretBox;
  readonly #present = new Map<string, Opened>();
  readonly #old = new Map<string, Opened>();

  constructor(box: SecretBox) {
    this.#box = box;
  }

  /** The secrets that sign at a time, the present one first: after a rotation the one before it too, for a while. */
  at(now: number, { id, sealed_secret, sealed_old_secret, old_secret_until }: WebhookEndpointRow): string[] {
    const present = this.#open(this.#present, id, sealed_secret);
    const isOver = sealed_old_secret === null || (old_secret_until ?? 0) <= now;
    return isOver ? [present] : [present, this.#open(this.#old, id, sealed_old_secret)];
  }

  /** Forgets an endpoint to which nothing is sent now. */
  forget(id: string): void {
    this.#present.delete(id);
    this.#old.delete(id);
  }

  #open(opened: Map<string, Opened>, id: string, sealed: string): string {
    const known = opened.get(id);
    if (known?.sealed === sealed) return known.secret;
    const secret = this.#box.open(sealed, id);
    opened.set(id, { sealed, secret });
    return secret;
  }
}
