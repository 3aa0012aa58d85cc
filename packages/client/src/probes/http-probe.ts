import { request as requestHttp, validateHeaderName, validateHeaderValue, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import { VERSION } from '../version.js';
import { attempt, connectionFailure } from './attempt.js';
import type { ProbeResult } from './probe-result.js';
import type { ProbeSettings } from './probe-settings.js';

/** What a port must answer over HTTP. */
export interface HttpExpectation {
  /** Path and query of the request, appended to that of the address. Default `/`. */
  readonly path?: string | undefined;
  /** Status that the answer must have; redirects are not followed. Default 200. */
  readonly expectStatus?: number | undefined;
  /** Text that the first 64 KiB of the body must contain. Default: the body is not read. */
  readonly expectBody?: string | undefined;
  /** Sent with the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What an HTTP probe expects, and how long it may take. */
export interface HttpProbeOptions extends HttpExpectation, ProbeSettings {}

/** Bytes of a body that are looked at for the expected text. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Asks an HTTP address once whether what is behind it is ready.
 *
 * @param address - an http or https URL, such as the endpoint of a port of an instance; https when it has no scheme.
 * @returns whether status and body are as expected. A connection that fails or a timeout is a result.
 * @throws InvalidArgumentError when the address or an option is unknown or out of range.
 * @throws AbortedError when the signal is aborted.
 * @example
 * ```ts
 * import { probeHttp, type HttpProbeOptions, type ProbeResult } from '@novita-fleet/client';
 *
 * const address = 'https://07ed667185a895bb-8188.us-ca-1.gpu-instance.novita.ai';
 * const options: HttpProbeOptions = { path: '/health', expectBody: '"ok":true' };
 * const { passed, detail }: ProbeResult = await probeHttp(address, options);
 * console.log(passed, detail); // false HTTP 502 instead of 200
 * ```
 */
export async function probeHttp(address: string, options: HttpProbeOptions = {}): Promise<ProbeResult> {
  checkKnownOptions('probeHttp', options, OPTION_NAMES);
  const { path = '/', expectStatus = 200, expectBody, headers = {} } = options;
  checkHttpExpectation(options, '');
  const url = urlOf(address, path);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return attempt(options, (end) => {
    const sent = { 'user-agent': `novita-fleet/${VERSION}`, ...headers };
    // A connection of its own: probes are far apart, and none may be left behind.
    const request = send(url, { headers: sent, agent: false }, (response) => {
      if (response.statusCode !== expectStatus) {
        end({ passed: false, detail: `HTTP ${response.statusCode ?? 0} instead of ${expectStatus}` });
      } else if (expectBody === undefined) {
        end({ passed: true, detail: `HTTP ${expectStatus}` });
      } else {
        search(response, expectBody, expectStatus, end);
      }
    });
    request.on('error', (error) => end(connectionFailure(error)));
    request.end();
    return () => request.destroy();
  });
}

/**
 * Checks what a caller expects of an answer.
 *
 * @param at - put before the names in messages: `probes[0].`.
 * @throws InvalidArgumentError naming the option and what is allowed; never the value of a header.
 */
export function checkHttpExpectation(expectation: HttpExpectation, at: string): void {
  const { path = '/', expectStatus = 200, expectBody, headers = {} } = expectation as Readonly<Record<string, unknown>>;
  checkNumber(`${at}expectStatus`, expectStatus as number, { min: 100, max: 599, integer: true });
  if (typeof path !== 'string' || !/^\/[\x21-\x22\x24-\x7e]*$/.test(path)) {
    const message = `"${at}path" must begin with a slash and be percent-encoded, without a fragment`;
    throw new InvalidArgumentError(`${at}path`, message);
  }
  if (expectBody !== undefined && (typeof expectBody !== 'string' || expectBody === '')) {
    throw new InvalidArgumentError(`${at}expectBody`, `"${at}expectBody" must be a text of at least 1 character`);
  }
  for (const [name, value] of Object.entries(headers as object)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value as string);
    } catch {
      throw new InvalidArgumentError(`${at}headers.${name}`, `The header "${name}" of a probe cannot be sent`);
    }
  }
}

/** Names of what can be expected of an answer. */
export const HTTP_EXPECTATION_NAMES: readonly (keyof HttpExpectation)[] = [
  'path',
  'expectStatus',
  'expectBody',
  'headers',
];

const OPTION_NAMES: readonly (keyof HttpProbeOptions)[] = [...HTTP_EXPECTATION_NAMES, 'timeoutMs', 'signal', 'clock'];

/** The address of a port may itself have a path, so the path of the probe is appended and does not replace it. */
function urlOf(address: string, path: string): URL {
  const base = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.canParse(base) ? new URL(base.replace(/\/+$/, '') + path) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new InvalidArgumentError('address', '"address" must be an http or https URL');
}

function search(response: IncomingMessage, text: string, status: number, end: (result: ProbeResult) => void): void {
  const missing = { passed: false, detail: 'The answer does not contain the expected text.' };
  const wanted = Buffer.from(text);
  let body = Buffer.alloc(0);
  response.on('data', (chunk: Buffer) => {
    body = Buffer.concat([body, chunk]).subarray(0, MAX_BODY_BYTES);
    if (body.includes(wanted)) end({ passed: true, detail: `HTTP ${status}` });
    else if (body.length === MAX_BODY_BYTES) end(missing);
  });
  response.on('end', () => end(missing));
  response.on('error', (error) => end(connectionFailure(error)));
}
