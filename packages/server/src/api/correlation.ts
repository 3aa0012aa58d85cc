import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Services } from './services.js';

/** What a caller's correlation id may look like: it goes into headers and logs. */
const ACCEPTED = /^[\w.:-]{1,128}$/;

/** Gives each request a correlation id, the caller's own if it sent one, and writes one log line about it. */
export function correlate(app: FastifyInstance, { contexts, metrics }: Services): void {
  app.addHook('onRequest', (request, reply, done) => {
    const sent = request.headers['x-correlation-id'];
    request.id = typeof sent === 'string' && ACCEPTED.test(sent) ? sent : randomUUID();
    reply.header('x-correlation-id', request.id);
    contexts.run({ correlationId: request.id }, done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const fields = {
      correlationId: request.id,
      method: request.method,
      // The route, not the URL: whatever a caller puts into a query stays out of the log.
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    };
    request.log.info(fields, 'request');
    const isStream = reply.getHeader('content-type') === 'text/event-stream';
    metrics.answered({ ...fields, durationMs: reply.elapsedTime, isStream });
    done();
  });
}
