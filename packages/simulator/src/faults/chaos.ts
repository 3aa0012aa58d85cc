import { apiError } from '../http/api-error.js';
import type { Answer, Outcome } from '../http/answer.js';
import { htmlPage } from './error-answer.js';
import type { FaultKind, FaultPlan } from './fault-plan.js';

/** Something goes wrong between the caller and the cloud; what it is, is drawn from the seed at each strike. */
export interface ChaosFault {
  readonly kind: 'chaos';
}

const HTML = 'text/html; charset=utf-8';

/** All that can happen, each as likely as the other. */
const MISHAPS: readonly FaultPlan[] = [
  { instead: { type: 'reset' } },
  { afterwards: () => ({ type: 'reset' }) },
  { instead: answered(apiError(500, 'UNKNOWN', 'simulated chaos')) },
  { instead: answered({ status: 502, body: htmlPage(502), contentType: HTML }) },
  { instead: answered({ status: 503, body: htmlPage(503), contentType: HTML }) },
  { afterwards: () => answered({ status: 504, body: htmlPage(504), contentType: HTML }) },
  { instead: answered(tooMany({ 'retry-after': '1' })) },
  { instead: answered(tooMany({})) },
  { afterwards: (answer) => answered(cut(answer)) },
];

export const chaos: FaultKind = {
  kind: 'chaos',
  decides: true,
  read:
    (_fields, { chance }) =>
    () =>
      MISHAPS[chance.integer(0, MISHAPS.length - 1)] ?? {},
};

function answered(answer: Answer): Outcome {
  return { type: 'answer', answer };
}

function tooMany(headers: Readonly<Record<string, string>>): Answer {
  return { ...apiError(429, 'RATE_LIMIT_EXCEEDED', 'simulated chaos'), headers };
}

/** An answer without a body stays whole: there is nothing to cut. */
function cut(answer: Answer): Answer {
  return answer.body === '' ? answer : { ...answer, cutAfterBytes: Math.floor(Buffer.byteLength(answer.body) / 2) };
}
