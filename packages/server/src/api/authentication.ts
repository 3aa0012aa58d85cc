import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isEnough, type Principal, type Scope } from '../scope.js';
import { isCsrfToken, type Session } from '../sessions.js';
import { opensPage } from './dashboard-routes.js';
import { isRead } from './is-read.js';
import { ProblemError, problemSchema } from './problem.js';
import { callerAt } from './rate-limit.js';
import type { Services } from './services.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends the request; there is nobody on public routes. */
    principal: Principal;
  }
  interface FastifyContextConfig {
    /** True on the few routes that answer without an API key. */
    isPublic?: boolean;
    /** What the API key must be allowed; by default `read` for GET and `write` for everything else. */
    scope?: Scope;
  }
}

/** Who sends a request, and the session that shows it where no API key does. */
interface Identity {
  readonly principal: Principal;
  readonly session?: Session;
}

/**
 * Lets only requests with one of our API keys through, of the scope that the route asks for, except to public routes.
 * The cookie of a session stands for the key that signed in; what changes something needs the session's token besides.
 * Requests are counted by their key, those without a valid one by their address.
 */
export function authenticate(app: FastifyInstance, services: Services): void {
  const { rateLimit } = services;
  app.decorateRequest('principal');
  app.addHook('onRoute', (route) => {
    const { schema, config } = route;
    if (schema === undefined || config?.isPublic === true) return;
    const method = String(route.method);
    const needed = config?.scope ?? defaultScope(method);
    // OpenAPI 3.1, security requirement object: for a scheme that knows no scopes, the roles that are needed.
    schema.security ??= [{ apiKey: [needed] }, { session: [needed] }];
    schema.response = {
      ...((needed !== 'read' || !isRead(method)) && { 403: problemSchema }),
      429: problemSchema,
      431: problemSchema,
      ...(schema.response as object | undefined),
    };
  });
  app.addHook('onRequest', async (request, reply) => {
    const { config, url } = request.routeOptions;
    if (config.isPublic === true || opensPage(request)) return;
    const { principal, session } = await identify(request, services).catch((error: unknown) => {
      if (error instanceof ProblemError) rateLimit.count(callerAt(request.ip), reply);
      throw error;
    });
    rateLimit.count(principal.keyId, reply);
    request.principal = principal;
    if (session !== undefined && !isRead(request.method) && !isCsrfToken(session, request.headers['x-csrf-token'])) {
      throw new ProblemError(
        'csrf_token_missing',
        'The request has no X-CSRF-Token header with the token of its session.',
      );
    }
    const needed = config.scope ?? defaultScope(request.method);
    // What is not there needs no scope.
    if (url === undefined || isEnough(principal.scope, needed)) return;
    throw new ProblemError('forbidden', `The scope of the API key is ${principal.scope}; ${needed} is needed.`);
  });
}

async function identify(request: FastifyRequest, { apiKeys, sessions, sessionCookie }: Services): Promise<Identity> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (key === undefined) {
      throw new ProblemError('unauthenticated', 'The Authorization header must be `Bearer <API key>`.');
    }
    const principal = await apiKeys.verify(key);
    if (principal === undefined) throw new ProblemError('unauthenticated', 'The API key is not one of this server.');
    return { principal };
  }
  const token = sessionCookie.token(request);
  if (token === undefined) throw new ProblemError('unauthenticated', 'The request has no Authorization header.');
  const session = await sessions.find(token);
  if (session === undefined) throw new ProblemError('unauthenticated', 'The session has ended; sign in again.');
  return { principal: session, session };
}

/** Whether a request that goes on for long would be let in once more: its key may be revoked, its session over. */
export async function isStillLetIn(request: FastifyRequest, services: Services): Promise<boolean> {
  try {
    await identify(request, services);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

function defaultScope(method: string): Scope {
  return isRead(method) ? 'read' : 'write';
}
