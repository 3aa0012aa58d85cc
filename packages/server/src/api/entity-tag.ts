import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * Names the state that an answer shows. The tags are weak: an instance with the same tag has seen no change, although
 * what it has cost so far grows all the while.
 *
 * @param parts - versions or ids that differ whenever something else is shown.
 */
export function tag(reply: FastifyReply, parts: unknown): void {
  reply.header('etag', weakTag(JSON.stringify(parts)));
}

function weakTag(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Gives every JSON answer to a GET a tag, by its text where the route has not set one, and answers 304 to who has it. */
export function answerByTag(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isPublic = request.routeOptions.config.isPublic === true;
    if (!isRead || isPublic || reply.statusCode !== 200 || typeof payload !== 'string') {
      done(null, payload);
      return;
    }
    const own = reply.getHeader('etag');
    const current = typeof own === 'string' ? own : weakTag(payload);
    reply.header('etag', current);
    // Nobody but the holder of the key may keep it, and has to ask before using it again.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache');
    if (!matches(request.headers['if-none-match'], current)) {
      done(null, payload);
      return;
    }
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, '');
  });
}

/** RFC 9110, section 13.1.2: the comparison is the weak one. */
function matches(header: string | undefined, current: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const plain = (text: string): string => text.trim().replace(/^W\//, '');
  return header.split(',').some((each) => plain(each) === plain(current));
}
