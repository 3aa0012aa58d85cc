import { createHash } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { SESSION_MS } from '../sessions.js';

/**
 * The cookie that stands for a sign-in. Its name is that of one fleet: browsers send a cookie to every port of a host, so
 * that two fleets on one host would overwrite a common one.
 */
export class SessionCookie {
  readonly name: string;

  /** @param fleetId - what all servers of the fleet know it by, now and after a restart. */
  constructor(fleetId: string) {
    this.name = `novita_fleet_session_${createHash('sha256').update(fleetId).digest('hex').slice(0, 12)}`;
  }

  /** The token in the cookie of a request. */
  token({ headers }: FastifyRequest): string | undefined {
    const token = headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[this.name];
    return token === '' ? undefined : token;
  }

  /** The header that makes a browser keep a token, or forget it when it is empty. */
  set(request: FastifyRequest, token: string): string {
    return stringifySetCookie({
      name: this.name,
      value: token,
      path: '/',
      maxAge: token === '' ? 0 : SESSION_MS / 1_000,
      httpOnly: true,
      sameSite: 'strict',
      secure: isHttps(request),
    });
  }
}

/**
 * Whether the browser speaks HTTPS, to a proxy in front of this server: it says so itself by `Origin`. Whoever forges
 * either header spoils a cookie of their own.
 */
function isHttps({ protocol, headers: { origin, 'x-forwarded-proto': forwarded } }: FastifyRequest): boolean {
  return protocol === 'https' || forwarded === 'https' || origin?.startsWith('https:') === true;
}
