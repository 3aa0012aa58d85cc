import type { Answer } from '../http/answer.js';
import { htmlPage } from './error-answer.js';
import type { FaultKind } from './fault-plan.js';

const FORMS = ['truncated', 'not_json', 'gzip_garbage', 'empty', 'html'] as const;

/** The request has its effect and its status, but the body of the answer cannot be read. */
export interface BadBodyFault {
  readonly kind: 'bad_body';
  /**
   * `truncated`: announced in full, cut in the middle. `not_json`: text that claims to be JSON. `gzip_garbage`:
   * claims to be gzip and is not. `empty`: no body at all. `html`: a page of a gateway.
   */
  readonly form: (typeof FORMS)[number];
}

export const badBody: FaultKind = {
  kind: 'bad_body',
  decides: true,
  read(fields) {
    const form = fields.required('form', fields.oneOf('form', FORMS));
    return () => ({ afterwards: (answer) => ({ type: 'answer', answer: spoil(answer, form) }) });
  },
};

function spoil(answer: Answer, form: BadBodyFault['form']): Answer {
  const { status, headers = {} } = answer;
  switch (form) {
    case 'truncated':
      return truncate(answer);
    case 'not_json':
      return { status, headers, body: '{"id": "0123', contentType: 'application/json' };
    case 'gzip_garbage':
      return {
        status,
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: 'these bytes are no gzip stream',
        contentType: 'application/json',
      };
    case 'empty':
      return { status, headers, body: '' };
    case 'html':
      return { status, headers, body: htmlPage(status), contentType: 'text/html; charset=utf-8' };
  }
}

/** An answer without a body is given one, so that there is something to cut. */
function truncate(answer: Answer): Answer {
  const full = answer.body === '' ? { ...answer, body: '{"ok": true}', contentType: 'application/json' } : answer;
  return { ...full, cutAfterBytes: Math.floor(Buffer.byteLength(full.body) / 2) };
}
