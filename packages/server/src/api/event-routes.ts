import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { EventStream } from '../events/event-stream.js';
import { ownerSeenBy } from '../scope.js';
import { isStillLetIn } from './authentication.js';
import { problemSchema } from './problem.js';
import type { Services } from './services.js';

/** Between signs of life on a stream: below the idle limits of the usual proxies, which begin at 30 s. */
const HEARTBEAT_MS = 15_000;

/** How long a reader may take nothing before it is cut off. */
const STALL_MS = 30_000;

const POSITION = /^\d{1,15}$/;
const positionMessage = 'Must be the id of an event of this stream: a whole number.';

const querySchema = z.strictObject({
  after: z
    .string()
    .regex(POSITION, positionMessage)
    .transform(Number)
    .optional()
    .describe('Begin behind this position; 0 begins with the oldest event. `Last-Event-ID` goes before it.'),
  instanceId: z.string().min(1).max(100).optional().describe('Only events of this instance.'),
  type: z
    .string()
    .regex(
      /^instance\.[a-z_]+(,instance\.[a-z_]+){0,49}$/,
      'Must be event types such as "instance.ready,instance.failed".',
    )
    .transform((text) => text.split(','))
    .optional()
    .describe('Only events of these types, comma separated.'),
});

const headersSchema = z.object({
  'last-event-id': z
    .string()
    .regex(/^(?:\d{1,15})?$/, positionMessage)
    .optional()
    .describe('The id of the last event that the reader got.'),
});

const DESCRIPTION =
  'Server-sent events, in the order in which they were stored: `id` is the position of the event, `event` its type, ' +
  '`data` the same body that webhooks carry. Begins with what happens from now on, or behind the event that ' +
  '`Last-Event-ID` or `after` names, without gap or repetition. A message of type `gap` tells that events behind that ' +
  'position are no longer stored. A key without the scope `admin` gets the events of its own instances. Comments are ' +
  'sent as signs of life; a reader that takes nothing for 30 s is cut off and can go on by the id that it had. So is one ' +
  'whose key was revoked or whose session has ended.';

/** The stream of all events. */
export function eventRoutes(app: FastifyInstance, services: Services): void {
  const { eventFeed: feed, clock } = services;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/events',
    {
      schema: {
        operationId: 'streamEvents',
        summary: 'Events as they happen',
        description: DESCRIPTION,
        tags: ['events'],
        querystring: querySchema,
        headers: headersSchema,
        response: {
          200: { description: 'Default Response', content: { 'text/event-stream': { schema: z.string() } } },
          400: problemSchema,
          401: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const { after: asked, instanceId, type: types } = request.query;
      const last = request.headers['last-event-id'];
      const from = last === undefined || last === '' ? asked : Number(last);
      const { oldest, newest } = await feed.range();
      const stream = new EventStream({
        feed,
        clock,
        log: request.log,
        filter: { owner: ownerSeenBy(request.principal), instanceId, types },
        after: from === undefined ? newest : Math.min(from, newest),
        preamble: preamble(from, oldest, newest),
        heartbeatMs: HEARTBEAT_MS,
        mayGoOn: () => isStillLetIn(request, services),
        stallMs: STALL_MS,
      });
      void reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no').type('text/event-stream');
      return reply.send(stream as never);
    },
  );
}

/**
 * Tells a reader without a position where it begins, so that it can go on there even when the connection is lost before
 * the first event; and one with a position when events behind it are gone, older than is kept or of another store.
 */
function preamble(from: number | undefined, oldest: number, newest: number): string {
  if (from === undefined) return `id: ${newest}\n\n`;
  if (from === 0) return '';
  if (from <= newest && from >= oldest - 1) return '';
  return `event: gap\ndata: ${JSON.stringify({ after: from, oldest, newest })}\n\n`;
}
