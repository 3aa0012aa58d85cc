import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Session } from '../sessions.js';
import { ProblemError } from './problem.js';
import { callerAt } from './rate-limit.js';
import type { Services } from './services.js';

/** Far longer than a key, and short enough to be hashed without a thought. */
const MAX_KEY_LENGTH = 500;

/** Signing in and out, for the dashboard. Programs have no need of it, so it is no part of the described API. */
export function sessionRoutes(app: FastifyInstance, { sessions, sessionCookie, rateLimit }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { isPublic: true };

  routes.post(
    '/session',
    { config, schema: { hide: true, body: z.strictObject({ apiKey: z.string().min(1).max(MAX_KEY_LENGTH) }) } },
    async (request, reply) => {
      rateLimit.count(callerAt(request.ip), reply);
      const begun = await sessions.begin(request.body.apiKey);
      if (begun === undefined) throw new ProblemError('unauthenticated', 'The API key is not one of this server.');
      reply.header('set-cookie', sessionCookie.set(request, begun.token)).header('cache-control', 'no-store');
      return view(begun.session);
    },
  );

  routes.get('/session', { config, schema: { hide: true } }, async (request, reply) => {
    const token = sessionCookie.token(request);
    const session = token === undefined ? undefined : await sessions.find(token);
    if (session === undefined) {
      rateLimit.count(callerAt(request.ip), reply);
      throw new ProblemError('unauthenticated', 'Nobody is signed in, or no longer.');
    }
    reply.header('cache-control', 'no-store');
    return view(session);
  });

  // Needs no token against forgery: no other site can make a browser send DELETE, and signing out must always work.
  routes.delete('/session', { config, schema: { hide: true } }, async (request, reply) => {
    const token = sessionCookie.token(request);
    if (token === undefined) rateLimit.count(callerAt(request.ip), reply);
    else await sessions.end(token);
    return reply.code(204).header('set-cookie', sessionCookie.set(request, '')).send();
  });
}

function view(session: Session): object {
  return { ...session, expiresAt: new Date(session.expiresAt).toISOString() };
}
