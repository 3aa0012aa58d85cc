import { Fields } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import { parseBody, type CloudRequest, type CloudRoute, type Method } from '../http/cloud-route.js';
import { ADMIN_PREFIX } from '../http/server.js';
import type { Control } from './control.js';
import { lifeRoutes } from './life-routes.js';

/** The admin API. It needs no key: the simulator listens on loopback only. Every body is checked, unknown fields refused. */
export function adminRoutes(control: Control): CloudRoute[] {
  const { faults } = control;
  return [
    ...lifeRoutes(control.life),
    route('POST', '/faults', (request) => ({ id: faults.add(parseBody(request)) })),
    route('GET', '/faults', () => ({ faults: faults.list() })),
    route('DELETE', '/faults', () => {
      faults.clear();
      return {};
    }),
    route('DELETE', '/faults/:id', ({ params }) => {
      faults.remove(params.id ?? '');
      return {};
    }),
    route('GET', '/happenings', () => ({ happenings: control.happenings() })),
    route('GET', '/ledger', () => control.ledger()),
    route('GET', '/summary', () => control.summary()),
    route('GET', '/clock', () => control.clock()),
    route('POST', '/clock/advance', (request) => {
      const fields = bodyOf(request);
      const seconds = fields.required('seconds', fields.number('seconds'));
      fields.refuseUnknown();
      return control.advance(seconds);
    }),
    route('POST', '/instances/:id/vanish', (request) => {
      bodyOf(request).refuseUnknown();
      control.vanish(request.params.id ?? '');
      return {};
    }),
    route('POST', '/instances/:id/fail', (request) => {
      const fields = bodyOf(request);
      const state = fields.required('state', fields.text('state', { minLength: 1, maxLength: 255 }));
      const message = fields.required('message', fields.text('message', { maxLength: 4095 }));
      fields.refuseUnknown();
      control.fail(request.params.id ?? '', { state, message });
      return {};
    }),
    route('POST', '/instances/:id/stop', (request) => {
      bodyOf(request).refuseUnknown();
      control.stop(request.params.id ?? '');
      return {};
    }),
  ];
}

function route(method: Method, path: string, answer: (request: CloudRequest) => unknown): CloudRoute {
  return { method, path: `${ADMIN_PREFIX}${path}`, handle: (request) => jsonAnswer(answer(request)) };
}

function bodyOf(request: CloudRequest): Fields {
  return new Fields(parseBody(request), 'body');
}
