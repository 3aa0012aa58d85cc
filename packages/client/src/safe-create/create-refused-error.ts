import { NovitaError } from '@novita-fleet/resilience';
import { shownTry, type CreateTry } from './create-try.js';

/**
 * A safe create with candidates was refused: every candidate for want of capacity or because it is not on offer, or one
 * of them in a way that holds for all. Nothing was created. `cause` is the last refusal, such as an
 * `InsufficientResourceError`.
 *
 * @example
 * ```ts
 * import { CreateRefusedError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * const request = { kind: 'gpu', rootfsSize: 60, imageUrl: 'nginx' } as const;
 * try {
 *   await novita.createInstance(request, { candidates: await novita.planCandidates({ gpuName: '4090' }) });
 * } catch (error) {
 *   if (!(error instanceof CreateRefusedError)) throw error;
 *   for (const { candidate, reason } of error.tries) console.log(candidate.productId, candidate.clusterId, reason);
 * }
 * ```
 */
export class CreateRefusedError extends NovitaError {
  static override readonly brand: string = 'CreateRefusedError';
  override readonly name: string = 'CreateRefusedError';
  /** Name that the instance would have had. */
  readonly marker: string;
  /** What came of each candidate that was tried, in order. */
  readonly tries: readonly CreateTry[];

  constructor(marker: string, tries: readonly CreateTry[], options?: ErrorOptions) {
    const last = tries.at(-1)?.reason ?? 'nothing was tried';
    super('create_refused', `${tries.length} candidates for ${marker} were refused; the last one: ${last}`, options);
    this.marker = marker;
    this.tries = tries;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), marker: this.marker, tries: this.tries.map(shownTry) };
  }
}
