import { NovitaError } from '@novita-fleet/resilience';
import { shownTry, type CreateTry } from './create-try.js';

/**
 * A safe create ended without knowing whether an instance exists: it was aborted, or nothing could be learnt. Search the
 * list for `marker` before asking again.
 *
 * @example
 * ```ts
 * import { CreateUnclearError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * const request = { kind: 'gpu', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60, imageUrl: 'nginx' } as const;
 * try {
 *   await novita.createInstance(request, { signal: AbortSignal.timeout(60_000) });
 * } catch (error) {
 *   if (!(error instanceof CreateUnclearError)) throw error;
 *   for await (const instance of novita.instances.listAll({ name: error.marker })) console.log(instance.id);
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
  /** What came of each candidate, in order. */
  readonly tries: readonly CreateTry[];

  constructor(marker: string, tries: readonly CreateTry[], options?: ErrorOptions) {
    super('create_unclear', `It is not known whether the instance ${marker} was created`, options);
    this.marker = marker;
    this.attempts = tries.reduce((sum, { attempts }) => sum + attempts, 0);
    this.tries = tries;
  }

  override toJSON(): Record<string, unknown> {
    const { marker, attempts, tries } = this;
    return { ...super.toJSON(), marker, attempts, tries: tries.map(shownTry) };
  }
}
