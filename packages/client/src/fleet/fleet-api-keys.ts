import type { components } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { idempotencyHeaders, type IdempotentCallOptions } from './idempotency.js';

type Schemas = components['schemas'];

/** An API key of a fleet server, without the key itself. */
export type FleetApiKey = Schemas['ApiKey'];
/** An API key to be made; `maxCost` is in USD. */
export type FleetApiKeyRequest = Schemas['CreateApiKeyRequest'];

const PATH = '/v1/api-keys';

/** The keys with which a fleet server is called; only a key with the scope `admin` may manage them. */
export class FleetApiKeysResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Makes a key. `key` in the answer is shown this one time.
   *
   * @throws ConflictError when the answer to an earlier attempt was lost: that key cannot be shown again. The message
   * names it; revoke it and make another.
   */
  create(request: FleetApiKeyRequest, options: IdempotentCallOptions = {}): Promise<Schemas['NewApiKey']> {
    const call = idempotencyHeaders(options);
    return this.#client.request({ ...call, method: 'POST', path: PATH, body: request, idempotent: true });
  }

  /** All keys, the oldest first, revoked ones too. */
  async list(options: ResourceCallOptions = {}): Promise<FleetApiKey[]> {
    const { data } = await this.#client.request<Schemas['ApiKeyList']>({ ...options, method: 'GET', path: PATH });
    return data;
  }

  /** @throws NotFoundError when there is no key with this id. */
  get(id: string, options: ResourceCallOptions = {}): Promise<FleetApiKey> {
    return this.#client.request({ ...options, method: 'GET', path: pathOf(id) });
  }

  /** Changes the name or the budget; null takes the budget away. */
  change(id: string, change: Schemas['ChangeApiKeyRequest'], options: ResourceCallOptions = {}): Promise<FleetApiKey> {
    return this.#client.request({ ...options, method: 'PATCH', path: pathOf(id), body: change, idempotent: true });
  }

  /**
   * Has the server refuse a key from now on. Its instances go on.
   *
   * @throws ConflictError when it is the last key with the scope `admin`.
   */
  revoke(id: string, options: ResourceCallOptions = {}): Promise<FleetApiKey> {
    return this.#client.request({ ...options, method: 'DELETE', path: pathOf(id) });
  }
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
