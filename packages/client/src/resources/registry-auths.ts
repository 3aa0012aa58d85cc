import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, checkOperation, type OperationBody } from '../operations/call-operation.js';
import { checkId } from './check-id.js';
import { createAndFind } from './create-and-find.js';
import { settleDeletion } from './deletion.js';
import { withHidden } from './hidden-fields.js';
import { readList } from './lists.js';
import { readText, type Loose } from './loose-values.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawRegistryAuth = Partial<components['schemas']['RegistryAuth']>;

/** A saved login of a container registry. */
export interface RegistryAuth {
  readonly id: string;
  /** Not unique. */
  readonly name: string;
  readonly username: string | undefined;
  /** Secret; not part of JSON and inspection. The cloud may send a mask instead. */
  readonly password: string | undefined;
  /** The answer itself, with the password; not part of JSON and inspection. */
  readonly raw: RawRegistryAuth;
}

/** A login: name up to 255, user up to 511, password up to 1024 characters. */
export type CreateRegistryAuthRequest = OperationBody<'createRegistryAuth'>;

/**
 * Saved logins of container registries. Create calls name them by `imageAuthId`.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { CreateRegistryAuthRequest, RegistryAuth } from '@novita-fleet/client';
 *
 * const { registryAuths } = new NovitaApiService(new NovitaClient());
 * const { REGISTRY_USER = '', REGISTRY_PASSWORD = '' } = process.env;
 * const login: CreateRegistryAuthRequest = { name: 'ghcr.io', username: REGISTRY_USER, password: REGISTRY_PASSWORD };
 * await registryAuths.create(login);
 * const saved: RegistryAuth[] = await registryAuths.list();
 * for (const { id, name, username } of saved) console.log(id, name, username);
 * ```
 */
export class RegistryAuthsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * All saved logins. Page: https://novita.ai/docs/api-reference/gpu-instance-list-container-registry-auth
   *
   * @throws DecodeError when the answer carries no list.
   */
  async list(options: ResourceCallOptions = {}): Promise<RegistryAuth[]> {
    return readList(await callOperation(this.#client, 'listRegistryAuths', {}, options), 'data', registryAuthOf);
  }

  /**
   * Saves a login. The answer of the cloud carries no id, so the login is looked up: those of this name and user are
   * listed before and after, and the one that is new is returned. Three calls; the one that saves is not sent again once
   * it may have arrived. Page: https://novita.ai/docs/api-reference/gpu-instance-create-container-registry-auth
   *
   * @returns undefined when it was saved and cannot be told from others: the list does not show it yet or cannot be
   * read, or several of this name and user are new.
   * @throws InvalidArgumentError before any request when a field is missing, unknown or too long.
   * @throws ConnectionError, AttemptTimeoutError, ServerError when it may exist all the same.
   */
  async create(
    request: CreateRegistryAuthRequest,
    options: ResourceCallOptions = {},
  ): Promise<RegistryAuth | undefined> {
    checkOperation('createRegistryAuth', { body: request });
    const { name, username } = request;
    return createAndFind({
      candidates: async () => {
        const saved = await this.list(options);
        return saved.filter((auth) => auth.name === name && auth.username === username);
      },
      create: () => callOperation(this.#client, 'createRegistryAuth', { body: request }, options),
    });
  }

  /**
   * Deletes a login. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-container-registry-auth
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   * @throws BadRequestError with the reason `IMAGE_AUTH_IN_USE` while a template or an instance names it.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const body = { id: checkId(id, 'registry auth') };
    await settleDeletion(callOperation(this.#client, 'deleteRegistryAuth', { body, idempotent: true }, options));
  }
}

function registryAuthOf(raw: Loose): RegistryAuth {
  const shown = { id: readText(raw.id) ?? '', name: readText(raw.name) ?? '', username: readText(raw.username) };
  return withHidden(shown, { password: readText(raw.password), raw: raw });
}
