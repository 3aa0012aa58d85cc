import { ApiError, type ApiErrorDetails } from './api-error.js';

/**
 * The cloud has no capacity for this product in this place.
 *
 * @example
 * ```ts
 * import {
 *   InsufficientResourceError,
 *   NovitaApiService,
 *   NovitaClient,
 *   type CreatedInstance,
 *   type CreateInstanceRequest,
 * } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 *
 * // The first product that has capacity.
 * export async function createAnyOf(products: string[], wish: CreateInstanceRequest): Promise<CreatedInstance> {
 *   for (const productId of products) {
 *     try {
 *       return await novita.createInstance({ ...wish, productId });
 *     } catch (error) {
 *       if (!(error instanceof InsufficientResourceError)) throw error;
 *     }
 *   }
 *   throw new Error('no capacity anywhere');
 * }
 * ```
 */
export class InsufficientResourceError extends ApiError {
  static override readonly brand: string = 'InsufficientResourceError';
  override readonly name: string = 'InsufficientResourceError';

  constructor(details: ApiErrorDetails) {
    super(details, 'insufficient_resource');
  }
}

/**
 * The balance of the account does not cover this.
 *
 * @example
 * ```ts
 * import { BalanceNotEnoughError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * try {
 *   await new NovitaApiService(client).instances.start('3560b7fec915bbf9');
 * } catch (error) {
 *   if (!(error instanceof BalanceNotEnoughError)) throw error;
 *   console.log('top up the account, then start it again');
 * }
 * ```
 */
export class BalanceNotEnoughError extends ApiError {
  static override readonly brand: string = 'BalanceNotEnoughError';
  override readonly name: string = 'BalanceNotEnoughError';

  constructor(details: ApiErrorDetails) {
    super(details, 'balance_not_enough');
  }
}

/**
 * The instance is in a state that does not allow this; it may already be on its way there.
 *
 * @example
 * ```ts
 * import { InvalidStateError, NovitaApiService, NovitaClient, type InstanceAction } from '@novita-fleet/client';
 *
 * const { instances } = new NovitaApiService(new NovitaClient());
 *
 * // Undefined when it is running already.
 * export async function startIfStopped(id: string): Promise<InstanceAction | undefined> {
 *   try {
 *     return await instances.start(id);
 *   } catch (error) {
 *     if (error instanceof InvalidStateError) return undefined;
 *     throw error;
 *   }
 * }
 * ```
 */
export class InvalidStateError extends ApiError {
  static override readonly brand: string = 'InvalidStateError';
  override readonly name: string = 'InvalidStateError';

  constructor(details: ApiErrorDetails) {
    super(details, 'invalid_state');
  }
}
