import type { Answer } from '../http/answer.js';
import type { FaultKind } from './fault-plan.js';

/** The edge takes the caller for a bot: 403 with the text `error code: 1010`, before the API sees the request. */
export interface EdgeBlockFault {
  readonly kind: 'edge_block';
}

const ANSWER: Answer = {
  status: 403,
  body: 'error code: 1010',
  contentType: 'text/plain; charset=UTF-8',
  headers: { server: 'cloudflare' },
};

export const edgeBlock: FaultKind = {
  kind: 'edge_block',
  decides: true,
  read: () => () => ({ instead: { type: 'answer', answer: ANSWER } }),
};
