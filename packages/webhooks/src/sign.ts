import { createHmac } from 'node:crypto';
import { checkKnownOptions, checkNumber, InvalidArgumentError } from '@novita-fleet/resilience';
import { checkSecret, secretList, standardKey } from './secrets.js';

/** The body as it goes over the wire. A string stands for its UTF-8 bytes. */
export type RawBody = Uint8Array | string;

/** What an id may be made of: visible ASCII without the full stop, which divides the signed content. */
export const ID_FORM = /^[!-\-/-~]{1,256}$/;

/** Largest time that fits the twelve digits that receivers accept. */
const MAX_TIMESTAMP = 999_999_999_999;

/** What is signed, and with which secrets. */
export interface SignWebhookInput {
  /** Id of the event, equal in every attempt: 1 to 256 visible ASCII characters without a full stop. */
  readonly id: string;
  /** Time of this attempt in whole seconds since 1970. */
  readonly timestamp: number;
  /** The exact bytes that will be sent. */
  readonly body: RawBody;
  /** The present secret; during a rotation also the one before it. At most 16. */
  readonly secrets: readonly string[];
}

/** The headers of a signed webhook, both families, names in lower case. */
export type SignedWebhookHeaders = Readonly<
  Record<
    | 'x-webhook-id'
    | 'x-webhook-timestamp'
    | 'x-webhook-signature'
    | 'webhook-id'
    | 'webhook-timestamp'
    | 'webhook-signature',
    string
  >
>;

/**
 * `sha256=` and the HMAC-SHA256 (RFC 2104) of `payload` in lower-case hexadecimal.
 *
 * The key is the UTF-8 bytes of the whole secret as its owner holds it, `whsec_` included, so that a short script in
 * any language can check it. (The `webhook-signature` header differs: its key is the decoded part after `whsec_`.)
 * The `X-Webhook-Signature` header of a request is this function of `"<X-Webhook-Timestamp>.<raw body>"`.
 *
 * @param payload - what is signed; a string stands for its UTF-8 bytes.
 * @throws InvalidArgumentError when the secret is empty, or starts with `whsec_` and is not well-formed.
 *
 * @example
 * ```ts
 * import { generateSignature, type RawBody } from '@novita-fleet/webhooks';
 *
 * const body: RawBody = '{"id":"evt_1"}';
 * console.log(generateSignature(`1760000000.${body.toString()}`, 'my secret').slice(0, 14)); // → sha256=f65f54c
 * ```
 */
export function generateSignature(payload: RawBody, secret: string): string {
  return `sha256=${createHmac('sha256', checkSecret(secret)).update(payload).digest('hex')}`;
}

/**
 * Signs one attempt to deliver a webhook, with every secret, for both header families:
 * `X-Webhook-Signature` (see {@link generateSignature}; comma separated) and `webhook-signature` of the Standard
 * Webhooks specification (`v1,` and base64 of the HMAC-SHA256 of `"<id>.<timestamp>.<body>"`; space separated).
 * A secret without `whsec_` signs the standard family with its UTF-8 bytes as the key.
 *
 * @throws InvalidArgumentError when a field is unknown or out of range. No message shows a secret.
 *
 * @example
 * ```ts
 * import { generateSecret, signWebhook, type SignedWebhookHeaders, type SignWebhookInput } from '@novita-fleet/webhooks';
 *
 * const input: SignWebhookInput = {
 *   id: 'evt_1',
 *   timestamp: 1_760_000_000,
 *   body: '{"id":"evt_1"}',
 *   secrets: [generateSecret(), 'the secret before the rotation'],
 * };
 * const headers: SignedWebhookHeaders = signWebhook(input);
 * console.log(headers['webhook-id'], headers['webhook-signature'].split(' ').length); // → evt_1 2
 * ```
 */
export function signWebhook(input: SignWebhookInput): SignedWebhookHeaders {
  checkKnownOptions('signWebhook', input, ['id', 'timestamp', 'body', 'secrets']);
  const secrets = secretList(input.secrets);
  checkId(input.id);
  const timestamp = String(checkNumber('timestamp', input.timestamp, { max: MAX_TIMESTAMP, integer: true }));
  const { id } = input;
  return {
    'x-webhook-id': id,
    'x-webhook-timestamp': timestamp,
    'x-webhook-signature': sign(PLAIN_SCHEME, secrets, input),
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': sign(STANDARD_SCHEME, secrets, input),
  };
}

/** Refuses an id that a receiver would refuse. */
export function checkId(id: string): void {
  if (typeof id === 'string' && ID_FORM.test(id)) return;
  throw new InvalidArgumentError('id', '"id" must be 1 to 256 visible ASCII characters without a full stop');
}

/** How one family of headers writes its signatures. */
export interface SignatureScheme {
  /** Stands before each signature. */
  readonly prefix: string;
  /** Stands between signatures. */
  readonly separator: ',' | ' ';
  /** A signature without its prefix. The body is not copied. */
  digest(secret: string, id: string, timestamp: string, body: RawBody): string;
}

/** `X-Webhook-Signature`. */
export const PLAIN_SCHEME: SignatureScheme = {
  prefix: 'sha256=',
  separator: ',',
  digest: (secret, _, timestamp, body) =>
    createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex'),
};

/** `webhook-signature` of the Standard Webhooks specification. */
export const STANDARD_SCHEME: SignatureScheme = {
  prefix: 'v1,',
  separator: ' ',
  digest: (secret, id, timestamp, body) =>
    createHmac('sha256', standardKey(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64'),
};

function sign(scheme: SignatureScheme, secrets: readonly string[], input: SignWebhookInput): string {
  const { id, timestamp, body } = input;
  const entries = secrets.map((secret) => scheme.prefix + scheme.digest(secret, id, String(timestamp), body));
  return entries.join(scheme.separator);
}
