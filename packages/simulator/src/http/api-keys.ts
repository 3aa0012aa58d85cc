import { Refusal } from '../world/refusal.js';

/** Checks the header `Authorization: Bearer <key>`; keys of the live service begin with `sk_`. */
export class ApiKeys {
  readonly #allowed: ReadonlySet<string> | undefined;

  /** @param allowed - the only keys to accept; absent for any key that begins with `sk_`. */
  constructor(allowed: readonly string[] | undefined) {
    this.#allowed = allowed && new Set(allowed);
  }

  /** @returns the key. @throws Refusal `UNAUTHORIZED` when the header is missing or its key is not accepted. */
  check(authorization: string | undefined): string {
    const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (key === undefined || !(this.#allowed?.has(key) ?? key.startsWith('sk_'))) {
      throw new Refusal('unauthorized', 'UNAUTHORIZED', 'the API key is missing or not valid');
    }
    return key;
  }
}
