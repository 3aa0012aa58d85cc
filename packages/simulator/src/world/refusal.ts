import type { components } from '@novita-fleet/openapi/novita';

/** A reason published on the page `basic-error-code`, of the GPU service or of billing. */
export type Reason = components['schemas']['GpuErrorReason'] | components['schemas']['BillingErrorReason'];

/** What sort of refusal it is; each API generation maps it to a status of its own. */
export type RefusalKind = 'rejected' | 'not_found' | 'unauthorized' | 'forbidden' | 'unknown_route' | 'too_large';

/** The cloud says no, and nothing has changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly reason: Reason;

  constructor(kind: RefusalKind, reason: Reason, message: string) {
    super(message);
    this.kind = kind;
    this.reason = reason;
  }
}
