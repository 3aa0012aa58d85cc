import type { components } from '@novita-fleet/openapi/novita';
import { FieldError } from '../fields.js';
import { Refusal, type RefusalKind } from '../world/refusal.js';
import { jsonAnswer, type Answer } from './answer.js';

/** Which status tells that an object is not there; the published table says 400, some deletions were seen as 404. */
export type NotFoundStatus = 400 | 404;

/** The error body of the GPU services; the published table is on the page `basic-error-code`. */
export function apiError(status: number, reason: string, message: string): Answer {
  const body: components['schemas']['ApiError'] = { code: status, reason, message, metadata: {} };
  return jsonAnswer(body, status);
}

/** Turns whatever a route threw into an answer; what is not a refusal is a defect of the simulator, shown as 500. */
export function errorAnswer(error: unknown, notFoundStatus: NotFoundStatus): Answer {
  if (error instanceof Refusal) return apiError(statusOf(error.kind, notFoundStatus), error.reason, error.message);
  if (error instanceof FieldError) return apiError(400, 'VALIDATOR_PARAM', error.message);
  return apiError(500, 'UNKNOWN', error instanceof Error ? error.message : String(error));
}

function statusOf(kind: RefusalKind, notFoundStatus: NotFoundStatus): number {
  switch (kind) {
    case 'rejected':
      return 400;
    case 'not_found':
      return notFoundStatus;
    case 'unauthorized':
      return 401;
    case 'forbidden':
      return 403;
    case 'unknown_route':
      return 404;
    case 'too_large':
      return 413;
  }
}
