import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { newId } from './new-id.js';
import { Refusal } from './refusal.js';
import type { StoreParts } from './store-parts.js';
import { Usage } from './usage.js';

/** A saved login of an image registry. */
export interface RegistryAuth {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** The registry logins of the account. Names are not unique. */
export class RegistryAuths {
  readonly #ids: SeededRandom;
  readonly #all = new Map<string, RegistryAuth>();
  readonly #usage = new Usage();

  constructor(parts: Pick<StoreParts, 'seed'>) {
    this.#ids = seededRandom(parts.seed, 'registry auth ids');
  }

  /** Oldest first. */
  list(): Iterable<RegistryAuth> {
    return this.#all.values();
  }

  /** @throws Refusal; no reason is published for a missing login. */
  get(id: string): RegistryAuth {
    const auth = this.#all.get(id);
    if (auth === undefined) throw new Refusal('not_found', 'RESOURCE_NOT_FOUND', 'registry auth not found');
    return auth;
  }

  save(login: Omit<RegistryAuth, 'id'>): RegistryAuth {
    const auth = { id: newId(this.#ids, this.#all), ...login };
    this.#all.set(auth.id, auth);
    return auth;
  }

  /** @throws Refusal when it is not there, or `IMAGE_AUTH_IN_USE` while a template, instance or endpoint refers to it. */
  delete(id: string): void {
    this.get(id);
    if (this.#usage.isUsed(id)) {
      throw new Refusal('rejected', 'IMAGE_AUTH_IN_USE', 'the registry auth is still in use');
    }
    this.#all.delete(id);
  }

  /** Marks it as used by an instance, template or endpoint. @throws Refusal when it is not there. */
  use(id: string, userId: string): void {
    this.get(id);
    this.#usage.use(id, userId);
  }

  /** The user refers to none any more. */
  release(userId: string): void {
    this.#usage.release(userId);
  }
}
