import { isUtf8 } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import { isUint8Array } from 'node:util/types';
import { checkKnownOptions, checkNumber, InvalidArgumentError } from '@novita-fleet/resilience';
import { eventProblem, type WebhookEvent } from './event.js';
import { checkSecret, nonEmptySecrets } from './secrets.js';
import { PLAIN_SCHEME, STANDARD_SCHEME, type RawBody, type SignatureScheme } from './sign.js';
import { readSignatureHeaders, type HeaderSource } from './signature-headers.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/** Default of `toleranceSeconds`, and what the Standard Webhooks reference libraries use. */
export const DEFAULT_TOLERANCE_SECONDS = 300;
const MAX_TOLERANCE_SECONDS = 86_400;

/** How many signatures one header may hold. */
const MAX_SIGNATURES = 16;

const RAW_BODY_NEEDED =
  'the body must be the raw bytes of the request (Uint8Array or Buffer), not a parsed object, because a signature ' +
  'covers the exact bytes. Express: use express.raw({ type: "*/*" }) instead of express.json() on this route and ' +
  'pass req.body. Fastify: addContentTypeParser("application/json", { parseAs: "buffer" }, …). ' +
  'fetch-style frameworks (Hono, Next.js): new Uint8Array(await request.arrayBuffer()). node:http: join the chunks';

/** A request as it was received, and what to hold it against. */
export interface VerifyWebhookInput {
  /** The raw bytes of the request. A string stands for its UTF-8 bytes; prefer bytes, which nothing can have altered. */
  readonly body: RawBody;
  /** The headers of the request. */
  readonly headers: HeaderSource;
  /** The secret, or several during a rotation (at most 16). */
  readonly secrets: string | readonly string[];
  /** How far the signed time may be from the present, in seconds, both ways: above 0, at most 86400. Default 300. */
  readonly toleranceSeconds?: number;
  /** The present in milliseconds since 1970. Default `Date.now()`. */
  readonly now?: number;
}

/** What a valid signature vouches for. */
export interface VerifiedSignature {
  /** From the id header. `X-Webhook-Signature` does not cover it; {@link verifyWebhook} holds it against the body. */
  readonly id: string;
  /** When this attempt was signed, in seconds since 1970. */
  readonly timestamp: number;
}

/** An authentic webhook. */
export interface VerifiedWebhook extends VerifiedSignature {
  readonly event: WebhookEvent;
}

/**
 * Checks that a webhook is authentic, fresh and well-formed, and reads its event.
 *
 * It accepts the `X-Webhook-*` headers of the fleet server and those of the Standard Webhooks specification. One family
 * is enough, and one valid signature by one of the secrets in either. When headers of both families came, their ids and
 * times must agree. The signature is checked first, then the time, then the body, whose `id` must equal the id header.
 *
 * @throws WebhookVerificationError with `code` `webhook_header_missing`, `webhook_signature_mismatch`,
 * `webhook_timestamp_stale` or `webhook_malformed`.
 * @throws InvalidArgumentError when the caller passed a parsed body, no usable secret, or an option out of range.
 *
 * @example
 * ```ts
 * import {
 *   verifyWebhook,
 *   WebhookVerificationError,
 *   type VerifiedWebhook,
 *   type VerifyWebhookInput,
 * } from '@novita-fleet/webhooks';
 *
 * export function read(request: Pick<VerifyWebhookInput, 'body' | 'headers'>): VerifiedWebhook | undefined {
 *   try {
 *     return verifyWebhook({ ...request, secrets: process.env.WEBHOOK_SECRET ?? '' });
 *   } catch (error) {
 *     if (error instanceof WebhookVerificationError) return undefined; // answer 401
 *     throw error;
 *   }
 * }
 * ```
 */
export function verifyWebhook(input: VerifyWebhookInput): VerifiedWebhook {
  const { id, timestamp } = verifySignature(input);
  const event = readEvent(input.body);
  if (event.id !== id) throw malformed('the id of the body and the id header differ');
  return { id, timestamp, event };
}

/**
 * The first half of {@link verifyWebhook}: signature and time, whatever the body is. For payloads of other shapes.
 *
 * @throws WebhookVerificationError, InvalidArgumentError as {@link verifyWebhook}.
 *
 * @example
 * ```ts
 * import { signWebhook, verifySignature, type VerifiedSignature } from '@novita-fleet/webhooks';
 *
 * const body = 'any bytes, not only an event';
 * const headers = signWebhook({ id: 'msg_1', timestamp: 1_760_000_000, body, secrets: ['my secret'] });
 * const signed: VerifiedSignature = verifySignature({ body, headers, secrets: 'my secret', now: 1_760_000_009_000 });
 * console.log(signed.id, signed.timestamp); // → msg_1 1760000000
 * ```
 */
export function verifySignature(input: VerifyWebhookInput): VerifiedSignature {
  checkKnownOptions('verifyWebhook', input, ['body', 'headers', 'secrets', 'toleranceSeconds', 'now']);
  const { body, headers, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = Date.now() } = input;
  checkTolerance(toleranceSeconds);
  checkNumber('now', now);
  if (typeof body !== 'string' && !isUint8Array(body)) throw new InvalidArgumentError('body', RAW_BODY_NEEDED);
  const secrets = nonEmptySecrets(input.secrets);
  const { id, timestamp, plain, standard } = readSignatureHeaders(headers);

  const fits = (scheme: SignatureScheme, header: string | undefined): boolean =>
    header !== undefined && anyFits(scheme, header, secrets, id, timestamp, body);
  // The second family costs another HMAC, so it is only computed when the first does not fit.
  const valid = fits(PLAIN_SCHEME, plain) || fits(STANDARD_SCHEME, standard);
  if (!valid) {
    // A secret that cannot be used is the likelier reason, and the receiver's own mistake.
    for (const secret of secrets) checkSecret(secret);
    throw new WebhookVerificationError(
      'webhook_signature_mismatch',
      'no signature fits the raw body, the timestamp header and any of the secrets',
    );
  }
  const seconds = Number(timestamp);
  checkTime(seconds, now, toleranceSeconds);
  return { id, timestamp: seconds };
}

/** Refuses a tolerance that is not above 0 and at most a day: the time check cannot be turned off. */
export function checkTolerance(toleranceSeconds: number): void {
  if (typeof toleranceSeconds === 'number' && toleranceSeconds > 0 && toleranceSeconds <= MAX_TOLERANCE_SECONDS) return;
  throw new InvalidArgumentError(
    'toleranceSeconds',
    `"toleranceSeconds" must be a number above 0 and at most ${MAX_TOLERANCE_SECONDS}; ` +
      'the time check cannot be turned off, because old requests could then be replayed',
  );
}

function anyFits(
  scheme: SignatureScheme,
  header: string,
  secrets: readonly string[],
  id: string,
  timestamp: string,
  body: RawBody,
): boolean {
  const entries = header.includes(scheme.separator) ? split(header, scheme.separator) : [header];
  for (const secret of secrets) {
    const expected = scheme.digest(secret, id, timestamp, body);
    for (const entry of entries) {
      if (entry.startsWith(scheme.prefix) && equalInConstantTime(entry.slice(scheme.prefix.length), expected))
        return true;
    }
  }
  return false;
}

function split(header: string, separator: string): string[] {
  const entries = header.split(separator, MAX_SIGNATURES + 1);
  if (entries.length > MAX_SIGNATURES) throw malformed(`a signature header holds more than ${MAX_SIGNATURES} entries`);
  return entries.map((entry) => entry.trim());
}

/** Only the length, which is public, can end the comparison early. Headers are latin1 on the wire. */
function equalInConstantTime(received: string, expected: string): boolean {
  return (
    received.length === expected.length &&
    timingSafeEqual(Buffer.from(received, 'latin1'), Buffer.from(expected, 'latin1'))
  );
}

function checkTime(seconds: number, now: number, toleranceSeconds: number): void {
  const ageSeconds = now / 1000 - seconds;
  if (Math.abs(ageSeconds) <= toleranceSeconds) return;
  const distance = `${Math.abs(Math.round(ageSeconds))} s ${ageSeconds > 0 ? 'ago' : 'ahead of this clock'}`;
  throw new WebhookVerificationError(
    'webhook_timestamp_stale',
    `the request was signed ${distance}; the tolerance is ${toleranceSeconds} s`,
  );
}

function readEvent(body: RawBody): WebhookEvent {
  if (typeof body !== 'string' && !isUtf8(body)) throw malformed('the body is not UTF-8');
  const text = typeof body === 'string' ? body : asBuffer(body).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the body, so it is not passed on.
    throw malformed('the body is not JSON');
  }
  const problem = eventProblem(value);
  if (problem !== undefined) throw malformed(problem);
  return value as WebhookEvent;
}

/** The same bytes, not a copy; most bodies are Buffers anyway. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function malformed(message: string): WebhookVerificationError {
  return new WebhookVerificationError('webhook_malformed', message);
}
