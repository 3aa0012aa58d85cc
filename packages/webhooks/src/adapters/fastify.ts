import { Readable } from 'node:stream';
import { isUint8Array } from 'node:util/types';
import { checkKnownOptions } from '@novita-fleet/resilience';
import type { HeaderSource } from '../signature-headers.js';
import type { ReceiverResponse } from '../problem.js';
import type { WebhookReceiver } from '../receiver.js';
import { readBody } from './node-body.js';

const BODY_CONSUMED =
  'the body was parsed before it reached the webhook handler, so its raw bytes are lost; register the route by ' +
  'createFastifyPlugin, which leaves the body alone in its own scope, or in the scope of the route call ' +
  'app.removeAllContentTypeParsers() and app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => ' +
  'done(null, body))';

/** What of a request of Fastify is used. */
export interface FastifyRequestLike {
  readonly method: string;
  readonly headers: HeaderSource & { readonly 'content-length'?: string | undefined };
  readonly body: unknown;
}

/** What of a reply of Fastify is used. */
export interface FastifyReplyLike {
  /** Sets the HTTP status. */
  code(status: number): unknown;
  /** Sets headers. */
  headers(values: Record<string, string>): unknown;
  /** Sends the answer. */
  send(body: string): unknown;
}

/** What of a Fastify instance is used. */
export interface FastifyScope {
  /** Forgets the parsers that the scope has from its parent. */
  removeAllContentTypeParsers(): unknown;
  /** Sets how bodies of a type are read. */
  addContentTypeParser(
    contentType: string,
    parser: (request: unknown, payload: Readable, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
  /** Makes a route for every method. */
  all(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown;
}

/** Where the receiver is. */
export interface FastifyPluginOptions {
  /** Path of the route, such as `/hook`. Default `/`. */
  readonly path?: string;
}

/**
 * A plugin for Fastify 4 and 5 that makes the whole route, in a scope of its own whose requests no content type parser
 * touches. The routes of the rest of the application keep theirs.
 *
 * It reads the raw bytes itself and stops at the receiver's `maxBodyBytes`.
 *
 * @throws InvalidArgumentError when an option is unknown.
 *
 * @example
 * ```ts
 * import Fastify from 'fastify';
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { createFastifyPlugin, type FastifyPluginOptions, type FastifyScope } from '@novita-fleet/webhooks/fastify';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: (event) => console.log(event.type) });
 * const options: FastifyPluginOptions = { path: '/hook' };
 * const plugin: (scope: FastifyScope) => Promise<void> = createFastifyPlugin(receiver, options);
 * const app = Fastify();
 * app.register(plugin);
 * await app.listen({ port: 3000 });
 * ```
 */
export function createFastifyPlugin(
  receiver: WebhookReceiver,
  options: FastifyPluginOptions = {},
): (scope: FastifyScope) => Promise<void> {
  checkKnownOptions('createFastifyPlugin', options, ['path']);
  const { path = '/' } = options;
  return (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    scope.all(path, createFastifyHandler(receiver));
    return Promise.resolve();
  };
}

/**
 * A handler for a route of Fastify whose scope has a content type parser that keeps the bytes. `createFastifyPlugin`
 * brings such a scope with it, and is the simpler way.
 *
 * `request.body` must be a Buffer or a stream that nobody has read; a parsed body is refused with 500 and a message that
 * says how to keep the bytes.
 *
 * @example
 * ```ts
 * import Fastify from 'fastify';
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { createFastifyHandler, type FastifyReplyLike, type FastifyRequestLike } from '@novita-fleet/webhooks/fastify';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: (event) => console.log(event.type) });
 * const handle: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown> =
 *   createFastifyHandler(receiver);
 * const app = Fastify();
 * app.removeAllContentTypeParsers();
 * app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
 * app.post('/hook', handle);
 * ```
 */
export function createFastifyHandler(
  receiver: WebhookReceiver,
): (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown> {
  return async (request, reply) => {
    const { status, headers, body } = await answer(receiver, request);
    reply.code(status);
    reply.headers({ ...headers });
    reply.send(body);
    return reply;
  };
}

async function answer(receiver: WebhookReceiver, request: FastifyRequestLike): Promise<ReceiverResponse> {
  const { method, headers, body } = request;
  const early = receiver.refuseEarly(method, headers['content-length']);
  if (early !== undefined) return unread(early);
  if (body === undefined || body === null) return receiver.handle({ method, headers, body: new Uint8Array() });
  if (isUint8Array(body)) return receiver.handle({ method, headers, body });
  if (!(body instanceof Readable) || body.readableDidRead) return receiver.refuseConsumedBody(BODY_CONSUMED);
  const read = await readBody(body, receiver.maxBodyBytes);
  switch (read.outcome) {
    case 'complete':
      return receiver.handle({ method, headers, body: read.body });
    case 'too_large':
      return unread(receiver.refuseTooLarge());
    case 'abandoned':
      // Nobody is there to read the answer.
      return receiver.handle({ method, headers, body: new Uint8Array() });
  }
}

/** The rest of the body is not read, so the connection cannot be used again. */
function unread(response: ReceiverResponse): ReceiverResponse {
  return { ...response, headers: { ...response.headers, connection: 'close' } };
}
