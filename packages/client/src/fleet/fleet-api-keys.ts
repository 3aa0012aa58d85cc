import type { components } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { idempotencyHeaders, type IdempotentCallOptions } from './idempotency.js';

type Schemas = components['schemas'];

const PATH = '/v1/api-keys';

/** The API keys of a fleet server; only a key with the scope `admin` may see and change them. */
export class FleetApiKeysResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Makes a key. The answer shows it, this one time.
   *
   * @throws BadRequestError when the request is not valid; its `body` names each field.
   */
  create(request: Schemas['CreateApiKeyRequest'], options: IdempotentCallOptions = {}): Promise<Schemas['NewApiKey']> {
    const call = idempotencyHeaders(options);
    return this.#client.request({ ...call, method: 'POST', path: PATH, body: request, idempotent: true });
  }

  /** All keys, revoked ones too; what they are stays with the server. */
  async list(options: ResourceCallOptions = {}): Promise<Schemas['ApiKey'][]> {
    const { data } = await this.#client.request<Schemas['ApiKeyList']>({ ...options, method: 'GET', path: PATH });
    return data;
  }

  /** Changes the name or the budget of a key. */
  change(
    id: string,
    request: Schemas['ChangeApiKeyRequest'],
    options: ResourceCallOptions = {},
  ): Promise<Schemas['ApiKey']> {
    const path = pathOf(id);
    return this.#client.request({ ...options, method: 'PATCH', path, body: request, idempotent: true });
  }

  /** Revokes a key: it is refused from then on. Its instances go on. */
  revoke(id: string, options: ResourceCallOptions = {}): Promise<Schemas['ApiKey']> {
    return this.#client.request({ ...options, method: 'DELETE', path: pathOf(id) });
  }
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
