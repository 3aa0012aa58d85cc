import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Outcome } from './answer.js';

/** Sends what the caller gets in the end, with all that a fault makes of it. */
export function sendOutcome(request: FastifyRequest, reply: FastifyReply, outcome: Outcome): FastifyReply {
  if (outcome.type === 'reset') {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return reply;
  }
  const { answer } = outcome;
  if (answer.drip !== undefined) return sendDripping(request, reply, answer, answer.drip);
  if (answer.cutAfterBytes !== undefined) return sendPart(request, reply, answer, answer.cutAfterBytes);
  reply.code(answer.status).headers(answer.headers ?? {});
  if (answer.contentType !== undefined) reply.type(answer.contentType);
  return reply.send(answer.body === '' ? undefined : answer.body);
}

/** Announces the whole body, sends its beginning and ends the connection. */
function sendPart(request: FastifyRequest, reply: FastifyReply, answer: Answer, bytes: number): FastifyReply {
  const body = Buffer.from(answer.body);
  reply.hijack();
  reply.raw.writeHead(answer.status, {
    ...answer.headers,
    'content-type': answer.contentType ?? 'application/octet-stream',
    'content-length': body.length,
  });
  reply.raw.write(body.subarray(0, bytes), () => request.raw.socket.destroySoon());
  return reply;
}

/** Sends the head, then the body piece by piece until it is whole or the caller has gone. */
function sendDripping(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { bytes, everyMs }: NonNullable<Answer['drip']>,
): FastifyReply {
  const body = Buffer.from(answer.body);
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(answer.status, {
    ...answer.headers,
    'content-type': answer.contentType ?? 'application/octet-stream',
    'content-length': body.length,
  });
  raw.flushHeaders();
  let sent = 0;
  const next = (): void => {
    raw.write(body.subarray(sent, sent + bytes));
    sent += bytes;
    if (sent >= body.length) raw.end();
    else timer = setTimeout(next, everyMs);
  };
  let timer = setTimeout(next, everyMs);
  request.raw.socket.once('close', () => clearTimeout(timer));
  return reply;
}
