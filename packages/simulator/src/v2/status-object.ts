import type { components } from '@novita-fleet/openapi/novita';

/** What went wrong, as v1 tells it. */
interface StatusError {
  readonly state: string;
  readonly message: string;
}

/** The object that stands for a state all over v2; without an error, both texts are empty. */
export function toStatusObject(status: string, error?: StatusError): Required<components['schemas']['V2Status']> {
  return { status, error: error?.state ?? '', message: error?.message ?? '' };
}
