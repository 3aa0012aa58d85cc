import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { SESSION_MS } from '../sessions.js';

/** Name of the cookie that stands for a sign-in. */
export const SESSION_COOKIE = 'novita_fleet_session';

/** The token in the cookie of a request. */
export function sessionToken({ headers }: FastifyRequest): string | undefined {
  const token = headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[SESSION_COOKIE];
  return token === '' ? undefined : token;
}

/** The header that makes a browser keep a token, or forget it when it is empty. */
export function setSessionCookie(request: FastifyRequest, token: string): string {
  return stringifySetCookie({
    name: SESSION_COOKIE,
    value: token,
    path: '/',
    maxAge: token === '' ? 0 : SESSION_MS / 1_000,
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(request),
  });
}

/**
 * Whether the browser speaks HTTPS, to a proxy in front of this server: it says so itself by `Origin`. Whoever forges
 * either header spoils a cookie of their own.
 */
function isHttps({ protocol, headers: { origin, 'x-forwarded-proto': forwarded } }: FastifyRequest): boolean {
  return protocol === 'https' || forwarded === 'https' || origin?.startsWith('https:') === true;
}
