import { readErrorAnswer, type ErrorAnswerParams } from './error-answer.js';
import type { FaultKind } from './fault-plan.js';

/** Answers an error, with or without the effect of the request. */
export interface StatusFault extends ErrorAnswerParams {
  /** `status`: the request has no effect. `lost_answer_status`: it has, and the error hides it. */
  readonly kind: 'status' | 'lost_answer_status';
}

export const status: FaultKind = {
  kind: 'status',
  decides: true,
  read(fields) {
    const answer = readErrorAnswer(fields);
    return () => ({ instead: { type: 'answer', answer } });
  },
};

export const lostAnswerStatus: FaultKind = {
  kind: 'lost_answer_status',
  decides: true,
  read(fields) {
    const answer = readErrorAnswer(fields);
    return () => ({ afterwards: () => ({ type: 'answer', answer }) });
  },
};
