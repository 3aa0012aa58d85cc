import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import Fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { createExpressHandler } from '../../src/adapters/express.js';
import { createFastifyHandler, createFastifyPlugin } from '../../src/adapters/fastify.js';
import { createFetchHandler } from '../../src/adapters/fetch.js';
import { createHonoHandler } from '../../src/adapters/hono.js';
import { createNodeHandler } from '../../src/adapters/node.js';
import type { WebhookReceiver } from '../../src/index.js';
import { listen } from '../listen.js';

/** A way to receive, with real HTTP before it. */
export interface Framework {
  readonly name: string;
  /** Starts it as its adapter wants it. Answers the port; the path is `/hook`. */
  readonly start: (receiver: WebhookReceiver) => Promise<number>;
  /** Starts it so that the body is parsed before the receiver sees it. */
  readonly startParsing: (receiver: WebhookReceiver) => Promise<number>;
  /** What the refusal of a parsed body must name. */
  readonly remedy: string;
}

async function startHono(app: Hono): Promise<number> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
  });
  onTestFinished(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function startFastify(app: FastifyInstance): Promise<number> {
  onTestFinished(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

/** A handler of the Fetch API behind the server of Hono, which makes its requests. */
function startFetch(handle: (request: Request) => Promise<Response>): Promise<number> {
  const app = new Hono();
  app.all('/hook', ({ req }) => handle(req.raw));
  return startHono(app);
}

export const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'node:http',
    start: async (receiver) => (await listen(createNodeHandler(receiver))).port,
    startParsing: async (receiver) => {
      const handle = createNodeHandler(receiver);
      const { port } = await listen((req, res) => {
        const chunks: Buffer[] = [];
        req.on('data', (chunk: Buffer) => chunks.push(chunk));
        req.on('end', () => {
          Object.assign(req, { body: JSON.parse(Buffer.concat(chunks).toString()) as unknown });
          handle(req, res);
        });
      });
      return port;
    },
    remedy: 'mount the handler before any body parser',
  },
  {
    name: 'Express',
    start: async (receiver) => {
      const app = express();
      app.all('/hook', createExpressHandler(receiver));
      return (await listen(app)).port;
    },
    startParsing: async (receiver) => {
      const app = express();
      app.use(express.json({ type: '*/*' }));
      app.all('/hook', createExpressHandler(receiver));
      return (await listen(app)).port;
    },
    remedy: 'express.raw',
  },
  {
    name: 'Fastify',
    start: (receiver) => {
      const app = Fastify();
      app.register(createFastifyPlugin(receiver, { path: '/hook' }));
      return startFastify(app);
    },
    startParsing: (receiver) => {
      const app = Fastify();
      app.post('/hook', createFastifyHandler(receiver));
      return startFastify(app);
    },
    remedy: 'createFastifyPlugin',
  },
  {
    name: 'Hono',
    start: (receiver) => {
      const app = new Hono();
      app.all('/hook', createHonoHandler(receiver));
      return startHono(app);
    },
    startParsing: (receiver) => {
      const app = new Hono();
      app.use(async (context, next) => {
        await context.req.json();
        await next();
      });
      app.all('/hook', createHonoHandler(receiver));
      return startHono(app);
    },
    remedy: 'c.req.arrayBuffer()',
  },
  {
    name: 'fetch',
    start: (receiver) => startFetch(createFetchHandler(receiver)),
    startParsing: (receiver) => {
      const handle = createFetchHandler(receiver);
      return startFetch(async (request) => {
        await request.json();
        return handle(request);
      });
    },
    remedy: 'request.clone()',
  },
];

/** Express with the parser of its users who keep the bytes. */
export async function startExpressWith(parser: express.RequestHandler, receiver: WebhookReceiver): Promise<number> {
  const app = express();
  app.use(parser);
  app.post('/hook', createExpressHandler(receiver));
  const { port } = await listen(app);
  return port;
}
