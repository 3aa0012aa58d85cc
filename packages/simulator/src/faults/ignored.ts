import { jsonAnswer } from '../http/answer.js';
import type { FaultKind } from './fault-plan.js';

/** An action on an instance is accepted, and nothing comes of it. */
export interface IgnoredFault {
  readonly kind: 'ignored';
}

const ACTION = /^(?:POST|PUT) .*\/(?:instance|:instance_id)\/(?:start|stop|restart|delete)$|^DELETE .*\/:instance_id$/;

export const ignored: FaultKind = {
  kind: 'ignored',
  decides: true,
  fits: (route) => ACTION.test(route),
  read: () => () => ({ instead: { type: 'answer', answer: jsonAnswer({}) } }),
};
