import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DashboardFiles } from '../dashboard-files.js';
import { isRead } from './is-read.js';
import { ProblemError } from './problem.js';

/**
 * What goes with every file of the dashboard. It loads nothing from elsewhere, runs nothing that stands in a page, and
 * can be put into no frame, so that neither a name in the list nor another site gets at what its user may do.
 */
const HEADERS = {
  'content-security-policy': [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"],
    ...["font-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  vary: 'Accept-Encoding',
};

/** Nothing of the API begins so: the rest of the paths belongs to the page, which finds its way by itself. */
const NOT_PAGES = /^\/(?:v1|session|assets)(?:\/|$)/;

/** Whether a request that no route takes comes from a browser that opens a page. */
export function opensPage({ is404, method, headers, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return is404 && isRead(method) && headers.accept?.includes('text/html') === true && !NOT_PAGES.test(path);
}

/** The files of the dashboard. They hold nothing that needs an API key. */
export function dashboardRoutes(app: FastifyInstance, { dashboard }: { dashboard: DashboardFiles }): void {
  const options = { config: { isPublic: true }, schema: { hide: true } };

  app.get('/', options, (request, reply) => sendPage(dashboard, request, reply));

  app.get<{ Params: { '*': string } }>('/assets/*', options, (request, reply) => {
    const name = `assets/${request.params['*']}`;
    // Names carry a hash of what is in the file.
    if (send(dashboard, name, request, reply, 'public, max-age=31536000, immutable')) return reply;
    throw new ProblemError('route_not_found', 'The dashboard has no such file.');
  });
}

/** Answers with the one page of the dashboard. */
export function sendPage(dashboard: DashboardFiles, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (send(dashboard, 'index.html', request, reply, 'no-cache')) return reply;
  throw new ProblemError('dashboard_not_built', 'The dashboard is not built. Run `npm run build`, then start again.');
}

function send(
  dashboard: DashboardFiles,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
  cacheControl: string,
): boolean {
  const file = dashboard.get(name, request.headers['accept-encoding']);
  if (file === undefined) return false;
  reply.headers(HEADERS).header('cache-control', cacheControl).type(file.type);
  if (file.encoding !== undefined) reply.header('content-encoding', file.encoding);
  // Serialized already: the compiler of serializers knows JSON alone.
  void reply.send(file.bytes);
  return true;
}
