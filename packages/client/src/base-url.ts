import { InvalidArgumentError } from '@novita-fleet/resilience';

/**
 * Takes a base URL apart.
 *
 * @returns the origin, and the path without a slash at its end.
 * @throws InvalidArgumentError when it is not an http(s) URL, holds a user name, query or fragment, or is plain http to
 * another machine: the API key would travel in the clear.
 */
export function checkBaseUrl(baseUrl: string): { origin: string; basePath: string } {
  const url = parse(baseUrl);
  if (url.username !== '' || url.password !== '') throw refused('must not hold a user name or a password');
  if (url.search !== '' || url.hash !== '') throw refused('must not have a query or a fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('must begin with https://');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refused(`must begin with https://; plain http is allowed to this machine only, not to ${url.hostname}`);
  }
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, '') };
}

function parse(baseUrl: string): URL {
  const text: unknown = baseUrl;
  if (typeof text !== 'string' || !URL.canParse(text)) throw refused('must be a URL such as https://api.novita.ai');
  return new URL(text);
}

/** `URL` has normalised the spelling of addresses already. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.[\d.]+$/.test(hostname)
  );
}

function refused(what: string): InvalidArgumentError {
  return new InvalidArgumentError('baseUrl', `"baseUrl" ${what}`);
}
