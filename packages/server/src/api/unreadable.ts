import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { problem, ProblemError } from './problem.js';

/** What Node can tell of a request that is not HTTP, or too much of it. */
interface ClientError extends Error {
  readonly code?: string;
}

/**
 * Answers a request that Node's parser could not read to the end of its headers. There is no request object then, so the
 * answer is written by hand, and the connection is closed: what follows on it has no known beginning.
 */
export function answerUnreadable(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const document = problem(asProblem(error), randomUUID());
  const body = JSON.stringify(document);
  socket.end(
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ''}\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `x-correlation-id: ${document.correlationId}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function asProblem({ code }: ClientError): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new ProblemError('headers_too_large', 'The URL and the headers together have more than 16 KiB.');
  }
  return new ProblemError('malformed_request', 'The request is not HTTP that can be read.');
}
