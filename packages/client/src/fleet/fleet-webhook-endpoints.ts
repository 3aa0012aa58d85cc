import type { components } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { idempotencyHeaders, type IdempotentCallOptions } from './idempotency.js';

type Schemas = components['schemas'];

const PATH = '/v1/webhook-endpoints';

/** The addresses to which a fleet server sends its events. */
export class FleetWebhookEndpointsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Registers an address for the events that happen from now on. The answer shows the secret, this one time.
   *
   * @throws BadRequestError when the address is not http(s) or is one that webhooks must not reach.
   */
  create(
    request: Schemas['CreateWebhookEndpointRequest'],
    options: IdempotentCallOptions = {},
  ): Promise<Schemas['NewWebhookEndpoint']> {
    const call = idempotencyHeaders(options);
    return this.#client.request({ ...call, method: 'POST', path: PATH, body: request, idempotent: true });
  }

  /** All addresses, without their secrets. */
  async list(options: ResourceCallOptions = {}): Promise<Schemas['WebhookEndpoint'][]> {
    const { data } = await this.#client.request<Schemas['WebhookEndpointList']>({
      ...options,
      method: 'GET',
      path: PATH,
    });
    return data;
  }
}
