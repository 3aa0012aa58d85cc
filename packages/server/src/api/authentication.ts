import type { FastifyInstance } from 'fastify';
import type { ApiKeys } from '../api-keys.js';
import { ProblemError } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Id of the API key that the request came with; empty on the routes that need none. */
    apiKeyId: string;
  }
  interface FastifyContextConfig {
    /** True on the few routes that answer without an API key. */
    isPublic?: boolean;
  }
}

/** Lets only requests with one of our API keys through, except to public routes. */
export function authenticate(app: FastifyInstance, apiKeys: ApiKeys): void {
  app.decorateRequest('apiKeyId', '');
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.isPublic === true) return;
    const header = request.headers.authorization;
    if (header === undefined) throw new ProblemError('unauthenticated', 'The request has no Authorization header.');
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (key === undefined) {
      throw new ProblemError('unauthenticated', 'The Authorization header must be `Bearer <API key>`.');
    }
    const id = await apiKeys.verify(key);
    if (id === undefined) throw new ProblemError('unauthenticated', 'The API key is not one of this server.');
    request.apiKeyId = id;
  });
}
