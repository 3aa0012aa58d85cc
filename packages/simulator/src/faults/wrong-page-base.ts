import type { CloudRequest } from '../http/cloud-route.js';
import type { FaultKind } from './fault-plan.js';

/** Page numbers of this request are counted from the other number than those of all others. */
export interface WrongPageBaseFault {
  readonly kind: 'wrong_page_base';
}

const PAGE_KEYS = ['pageNum', 'pageNo', 'page'] as const;

export const wrongPageBase: FaultKind = {
  kind: 'wrong_page_base',
  decides: false,
  fits: (route) => route.startsWith('GET /gpu-instance/openapi/v1/'),
  read: (_fields, { firstPage }) => {
    // Counted from 0, page 1 is the second one; counted from 1, it is the one that others call 0.
    const shift = firstPage === 1 ? 1 : -1;
    return () => ({ rewrite: (request) => ({ ...request, query: shiftPage(request.query, shift) }) });
  },
};

function shiftPage(query: CloudRequest['query'], shift: number): CloudRequest['query'] {
  const key = PAGE_KEYS.find((candidate) => Object.hasOwn(query, candidate));
  const value = key === undefined ? undefined : query[key];
  if (key === undefined || typeof value !== 'string' || !/^\d{1,9}$/.test(value)) return query;
  return { ...query, [key]: String(Math.max(Number(value) + shift, 0)) };
}
