import { NovitaError } from '@novita-fleet/resilience';

/**
 * A safe create ended without knowing whether an instance exists: it was aborted, or nothing could be learnt. Search the
 * list for `marker` before asking again.
 *
 * @example
 * ```ts
 * import { CreateUnclearError, NovitaApiService, NovitaClient, type CreateInstanceRequest } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 *
 * export async function create(wish: CreateInstanceRequest, signal: AbortSignal): Promise<string[]> {
 *   try {
 *     return [(await novita.createInstance(wish, { signal })).id];
 *   } catch (error) {
 *     if (!(error instanceof CreateUnclearError)) throw error;
 *     const { items } = await novita.instances.list({ name: error.marker });
 *     return items.map(({ id }) => id);
 *   }
 * }
 * ```
 */
export class CreateUnclearError extends NovitaError {
  static override readonly brand: string = 'CreateUnclearError';
  override readonly name: string = 'CreateUnclearError';
  /** Name that the instance has in the cloud, if it exists. */
  readonly marker: string;
  /** How often the create call was sent. */
  readonly attempts: number;

  constructor(marker: string, attempts: number, options?: ErrorOptions) {
    super('create_unclear', `It is not known whether the instance ${marker} was created`, options);
    this.marker = marker;
    this.attempts = attempts;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), marker: this.marker, attempts: this.attempts };
  }
}
