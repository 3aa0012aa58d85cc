import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Refusal } from '../world/refusal.js';
import type { Outcome } from './answer.js';
import { errorAnswer } from './api-error.js';
import type { CloudRequest, CloudRoute, Method } from './cloud-route.js';
import { sendOutcome } from './send-outcome.js';

/** The place of the admin routes; they are no part of the cloud and do not appear in the ledger. */
export const ADMIN_PREFIX = '/_simulator';

export interface ServerParts {
  readonly cloudRoutes: readonly CloudRoute[];
  readonly adminRoutes: readonly CloudRoute[];
  /** Serves a request to the cloud. */
  readonly serve: (route: CloudRoute, request: CloudRequest) => Promise<Outcome>;
}

/** Connects routes to HTTP. All decisions are made elsewhere. */
export function createServer({ cloudRoutes, adminRoutes, serve }: ServerParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // Ids in paths may be this long; the second API generation has them there.
    routerOptions: { maxParamLength: 255 },
  });
  // Bodies are parsed by the routes: a fault or a missing key must be met before a body that is not JSON.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  const toCloud = (route: CloudRoute) => async (request: FastifyRequest, reply: FastifyReply) =>
    sendOutcome(request, reply, await serve(route, toCloudRequest(request)));
  for (const route of cloudRoutes) {
    app.route({ method: route.method, url: route.path, handler: toCloud(route) });
  }

  for (const route of adminRoutes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => sendOutcome(request, reply, await serveAdmin(route, toCloudRequest(request))),
    });
  }

  app.setNotFoundHandler(async (request, reply) => {
    const refuse = (): never => {
      throw new Refusal('unknown_route', 'RESOURCE_NOT_FOUND', `no such route: ${request.method} ${pathOf(request)}`);
    };
    const route: CloudRoute = { method: request.method as Method, path: '(unknown)', handle: refuse };
    const isAdmin = pathOf(request).startsWith(ADMIN_PREFIX);
    const cloudRequest = toCloudRequest(request);
    return sendOutcome(request, reply, await (isAdmin ? serveAdmin(route, cloudRequest) : serve(route, cloudRequest)));
  });

  // What Fastify itself refuses, such as a body that is too large.
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const refusal =
      error.statusCode === 413
        ? new Refusal('too_large', 'REQUEST', 'the body is too large')
        : new Refusal('rejected', 'REQUEST', error.message);
    return sendOutcome(request, reply, { type: 'answer', answer: errorAnswer(refusal, 400) });
  });
  return app;
}

async function serveAdmin(route: CloudRoute, request: CloudRequest): Promise<Outcome> {
  try {
    return { type: 'answer', answer: await route.handle(request) };
  } catch (error) {
    return { type: 'answer', answer: errorAnswer(error, 404) };
  }
}

function toCloudRequest(request: FastifyRequest): CloudRequest {
  return {
    method: request.method,
    path: pathOf(request),
    params: request.params as Record<string, string>,
    query: { ...(request.query as Record<string, string | string[]>) },
    authorization: request.headers.authorization,
    bodyText: typeof request.body === 'string' ? request.body : '',
  };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
