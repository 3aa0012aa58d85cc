import type { FastifyInstance } from 'fastify';
import type { ApiKeys } from '../api-keys.js';
import { isEnough, type Principal, type Scope } from '../scope.js';
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

/**
 * Lets only requests with one of our API keys through, of the scope that the route asks for, except to public routes.
 * Requests are counted by their key, those without a valid one by their address.
 */
export function authenticate(app: FastifyInstance, { apiKeys, rateLimit }: Services): void {
  app.decorateRequest('principal');
  app.addHook('onRoute', (route) => {
    const { schema, config } = route;
    if (schema === undefined || config?.isPublic === true) return;
    const needed = config?.scope ?? defaultScope(String(route.method));
    // OpenAPI 3.1, security requirement object: for a scheme that knows no scopes, the roles that are needed.
    schema.security ??= [{ apiKey: [needed] }];
    schema.response = {
      ...(needed !== 'read' && { 403: problemSchema }),
      429: problemSchema,
      431: problemSchema,
      ...(schema.response as object | undefined),
    };
  });
  app.addHook('onRequest', async (request, reply) => {
    const { config, url } = request.routeOptions;
    if (config.isPublic === true) return;
    const principal = await principalOf(request.headers.authorization, apiKeys).catch((error: unknown) => {
      if (error instanceof ProblemError) rateLimit.count(callerAt(request.ip), reply);
      throw error;
    });
    rateLimit.count(principal.keyId, reply);
    request.principal = principal;
    const needed = config.scope ?? defaultScope(request.method);
    // What is not there needs no scope.
    if (url === undefined || isEnough(principal.scope, needed)) return;
    throw new ProblemError('forbidden', `The scope of the API key is ${principal.scope}; ${needed} is needed.`);
  });
}

async function principalOf(header: string | undefined, apiKeys: ApiKeys): Promise<Principal> {
  if (header === undefined) throw new ProblemError('unauthenticated', 'The request has no Authorization header.');
  const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (key === undefined) {
    throw new ProblemError('unauthenticated', 'The Authorization header must be `Bearer <API key>`.');
  }
  const principal = await apiKeys.verify(key);
  if (principal === undefined) throw new ProblemError('unauthenticated', 'The API key is not one of this server.');
  return principal;
}

function defaultScope(method: string): Scope {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}
