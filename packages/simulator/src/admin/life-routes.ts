import { jsonAnswer } from '../http/answer.js';
import { parseBody, type CloudRequest, type CloudRoute } from '../http/cloud-route.js';
import { ADMIN_PREFIX } from '../http/server.js';
import type { Instance } from '../world/instance.js';
import type { LogName } from '../world/instance-logs.js';
import type { LifeControl } from './life-control.js';

/** Admin routes of instances, jobs and money, and the logs that instances point to. */
export function lifeRoutes(life: LifeControl): CloudRoute[] {
  return [
    post('/instances/:id/reclaim', ({ params }, body) => life.reclaim(params.id ?? '', body)),
    post('/instances/:id/load', ({ params }, body) => life.setLoad(params.id ?? '', body)),
    post('/instances/:id/node-trouble', ({ params }) => life.nodeTrouble(params.id ?? '')),
    post('/instances/:id/node-full', ({ params }, body) => life.setNodeFull(params.id ?? '', body)),
    post('/jobs/:id/fail', ({ params }, body) => life.failJob(params.id ?? '', body)),
    post('/balance/top-up', (_request, body) => life.topUp(body)),
    post('/stock', (_request, body) => life.setStock(body)),
    logRoute(life, 'system'),
    logRoute(life, 'instance'),
  ];
}

/** Where the log of an instance is; the token stands for the signature of the live service. */
export function logPath({ id, secrets }: Instance, log: LogName): string {
  return `${ADMIN_PREFIX}/logs/${id}/${secrets.logToken}/${log}`;
}

function logRoute(life: LifeControl, log: LogName): CloudRoute {
  return {
    method: 'GET',
    path: `${ADMIN_PREFIX}/logs/:id/:token/${log}`,
    handle: ({ params }) => ({
      status: 200,
      body: life.readLog(params.id ?? '', params.token ?? '', log),
      contentType: 'text/plain; charset=utf-8',
    }),
  };
}

function post(path: string, answer: (request: CloudRequest, body: unknown) => unknown): CloudRoute {
  return {
    method: 'POST',
    path: `${ADMIN_PREFIX}${path}`,
    handle: (request) => jsonAnswer(answer(request, parseBody(request)) ?? {}),
  };
}
