import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import { NovitaError } from '@novita-fleet/resilience';
import { WebhookAddressError } from '@novita-fleet/webhooks';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifySchema,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { apiKeyRoutes } from './api-key-routes.js';
import { authenticate } from './authentication.js';
import { catalogueRoutes } from './catalogue-routes.js';
import { correlate } from './correlation.js';
import { dashboardRoutes, opensPage, sendPage } from './dashboard-routes.js';
import { answerByTag } from './entity-tag.js';
import { eventRoutes } from './event-routes.js';
import { healthRoutes } from './health-routes.js';
import { instanceAccessRoutes } from './instance-access-routes.js';
import { instanceQueryRoutes } from './instance-query-routes.js';
import { instanceRoutes } from './instance-routes.js';
import { metricsRoutes } from './metrics-routes.js';
import { orphanRoutes } from './orphan-routes.js';
import { problem, ProblemError } from './problem.js';
import { parseQuery, withLists } from './query.js';
import { usageRoutes } from './usage-routes.js';
import { deliveryRoutes } from './delivery-routes.js';
import { fieldErrors } from './validation.js';
import { systemRoutes } from './system-routes.js';
import { answerUnreadable } from './unreadable.js';
import { webhookEndpointRoutes } from './webhook-endpoint-routes.js';
import type { Services } from './services.js';
import { sessionRoutes } from './session-routes.js';
import { tidyDescription } from './tidy-description.js';

/** Largest request body, in bytes. The largest sensible create request is far below. */
const MAX_BODY_BYTES = 256 * 1024;

/** Largest URL and headers together, in bytes: the default of Node. */
const MAX_HEADER_BYTES = 16 * 1024;

/** The HTTP side of the server: routes, checks and error answers. It decides nothing itself. */
export async function buildApp(services: Services, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    bodyLimit: MAX_BODY_BYTES,
    // One line a request is written by `correlate`, with the names that the rest of the log uses.
    logController: new LogController({ disableRequestLogging: true }),
    // What is being answered is answered; at the limit of the stop, the rest is closed by force.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // No id is longer than the headers may be, so a long one is simply not there.
    routerOptions: { querystringParser: parseQuery, maxParamLength: MAX_HEADER_BYTES },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (_error, request, reply: FastifyReply) => {
      // The path cannot be decoded; no hook has run, so there is no correlation id yet.
      const document = problem(
        new ProblemError('route_not_found', `There is no ${request.method} with such a path.`),
        randomUUID(),
      );
      void reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
    },
  });
  // JSON only: whatever else is sent is told so.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(({ schema, httpPart }) => checker(schema as z.ZodType, httpPart));
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => {
    const known = asNovitaError(error);
    const document = problem(known, request.id);
    if (document.status >= 500) request.log.error({ err: error, correlationId: request.id }, 'request failed');
    if (document.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(document.status).type('application/problem+json').serializer(JSON.stringify).send(document);
  });
  app.setNotFoundHandler((request, reply) => {
    if (opensPage(request)) return sendPage(services.dashboard, request, reply);
    throw new ProblemError('route_not_found', `There is no ${request.method} ${request.url.split('?', 1)[0] ?? ''}.`);
  });
  correlate(app, services);
  authenticate(app, services);
  answerByTag(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Novita Fleet server',
        version: services.version,
        description: 'Ask once for an instance; get exactly one, watched and told by signed webhooks.',
        license: { name: 'MIT' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: services.sessionCookie.name,
            description:
              'For the dashboard: stands for the API key with which its user signed in. Its name is another in each ' +
              'fleet: /openapi.json of a server tells its own. Whatever is not GET needs the header X-CSRF-Token with ' +
              'the token that `GET /session` answers.',
          },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: tidyDescription,
  });
  await app.register((scope, _options, done) => {
    healthRoutes(scope, services);
    instanceRoutes(scope, services);
    instanceQueryRoutes(scope, services);
    instanceAccessRoutes(scope, services);
    eventRoutes(scope, services);
    systemRoutes(scope, services);
    metricsRoutes(scope, services);
    orphanRoutes(scope, services);
    webhookEndpointRoutes(scope, services);
    deliveryRoutes(scope, services);
    apiKeyRoutes(scope, services);
    usageRoutes(scope, services);
    catalogueRoutes(scope, services);
    sessionRoutes(scope, services);
    dashboardRoutes(scope, services);
    scope.get('/openapi.json', { schema: { hide: true } satisfies FastifySchema }, () => app.swagger());
    done();
  });
  return app;
}

/** The parts of a request, as Fastify calls them and as we tell a user. */
const PART_NAMES: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', headers: 'headers' };

/** Checks one part of a request, with messages that name each field and what is allowed. */
function checker(schema: z.ZodType, httpPart: string | undefined) {
  return (data: unknown) => {
    const result = schema.safeParse(httpPart === 'querystring' ? withLists(data, schema) : (data ?? undefined), {
      reportInput: true,
    });
    if (result.success) return { value: result.data };
    const errors = fieldErrors(result.error.issues, schema);
    const where = PART_NAMES[httpPart ?? ''] ?? 'body';
    const names = errors.map(({ field }) => field).join(', ');
    return {
      error: new ProblemError('validation_failed', `The ${where} of the request is not valid: ${names}.`, errors),
    };
  };
}

function asNovitaError(error: unknown): NovitaError {
  if (error instanceof WebhookAddressError) {
    return new ProblemError(error.code, error.message, [{ field: 'url', message: error.message }]);
  }
  if (error instanceof NovitaError) {
    // Where the database is and how it failed is for the log alone.
    if (error.code === 'store_unavailable') return new ProblemError(error.code, 'The database does not answer.');
    return error;
  }
  const { code, statusCode, message } = error as Partial<FastifyError>;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ProblemError('body_too_large', `The body has more than ${MAX_BODY_BYTES} bytes.`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError('unsupported_media_type', 'Send the body with `Content-Type: application/json`.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new ProblemError('malformed_json', 'The body is empty; a JSON object is expected.');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new ProblemError('malformed_json', 'The body is not valid JSON.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ProblemError('malformed_json', 'The body does not have the length that `Content-Length` says.');
    default:
      if (statusCode === 503) return new ProblemError('not_ready', 'The server is stopping.');
      if (statusCode === 400) return new ProblemError('malformed_json', message ?? 'The request could not be read.');
      return new ProblemError('internal_error', 'The server failed; its log tells more under the correlation id.');
  }
}
