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

  /**
   * One address, without its secret.
   *
   * @throws NotFoundError when there is none with this id that the API key may see.
   */
  get(id: string, options: ResourceCallOptions = {}): Promise<Schemas['WebhookEndpoint']> {
    return this.#client.request({ ...options, method: 'GET', path: one(id) });
  }

  /**
   * Changes the address or the event types, or disables or enables it. What waits for a disabled one is sent once it is
   * enabled; what happens meanwhile is not sent to it: see `redeliver`.
   *
   * @throws BadRequestError when the address is not http(s) or is one that webhooks must not reach.
   */
  change(
    id: string,
    change: Schemas['ChangeWebhookEndpointRequest'],
    options: ResourceCallOptions = {},
  ): Promise<Schemas['WebhookEndpoint']> {
    return this.#client.request({
      ...{ ...options, method: 'PATCH', path: one(id), body: change, idempotent: true },
    });
  }

  /** Forgets an address and all that was or was to be sent to it. */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    await this.#client.request({ ...options, method: 'DELETE', path: one(id), idempotent: true });
  }

  /**
   * Replaces the secret; the answer shows the new one, this one time. The one before signs as well for `overlapSeconds`,
   * a day unless given. Not repeated by itself, since each call makes a new secret.
   */
  rotateSecret(
    id: string,
    request: Partial<Schemas['RotateWebhookSecretRequest']> = {},
    options: ResourceCallOptions = {},
  ): Promise<Schemas['NewWebhookEndpoint']> {
    return this.#client.request({
      ...{ ...options, method: 'POST', path: `${one(id)}/rotate-secret` },
      body: request,
    });
  }

  /**
   * Sends one event of the type `webhook.test`. Look at the delivery for what came of it.
   *
   * @throws ConflictError when the endpoint is disabled.
   */
  test(id: string, options: ResourceCallOptions = {}): Promise<Schemas['Delivery']> {
    return this.#client.request({
      ...{ ...options, method: 'POST', path: `${one(id)}/test` },
    });
  }

  /**
   * Sends once more what was given up, or with `what: 'all'` every event of a time, whether it was sent before or not.
   *
   * @returns how many deliveries that are.
   * @throws ConflictError when the endpoint is disabled.
   */
  async redeliver(
    id: string,
    request: Partial<Schemas['RedeliverRequest']> = {},
    options: ResourceCallOptions = {},
  ): Promise<number> {
    const { count } = await this.#client.request<Schemas['Redelivered']>({
      ...{ ...options, method: 'POST', path: `${one(id)}/redeliver` },
      ...{ body: request, idempotent: true },
    });
    return count;
  }
}

function one(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
