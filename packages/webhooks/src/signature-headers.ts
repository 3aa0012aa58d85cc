import { ID_FORM } from './sign.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/**
 * The headers of a request: those of `node:http`, any record (names in any case), or a `Headers` object.
 * A list as a value means that the header came several times.
 */
export type HeaderSource =
  Readonly<Record<string, string | readonly string[] | undefined>> | { get(name: string): string | null };

/** What the signature headers of a request say. At least one of the two signatures is there. */
export interface SignatureHeaders {
  readonly id: string;
  /** Unix seconds, as received: one to twelve ASCII digits. */
  readonly timestamp: string;
  /** `X-Webhook-Signature`, when all three headers of its family came. */
  readonly plain: string | undefined;
  /** `webhook-signature`, when all three headers of its family came. */
  readonly standard: string | undefined;
}

const TIMESTAMP_FORM = /^[0-9]{1,12}$/;

/**
 * Finds the signature headers. An empty header counts as absent.
 *
 * @throws WebhookVerificationError `webhook_header_missing` when neither family is complete; `webhook_malformed` when
 * a header came twice, an id or a time has another form, or the two families contradict each other.
 */
export function readSignatureHeaders(headers: HeaderSource): SignatureHeaders {
  const found = collect(headers);
  const plainComplete = found.plainId !== '' && found.plainTimestamp !== '' && found.plain !== '';
  const standardComplete = found.standardId !== '' && found.standardTimestamp !== '' && found.standard !== '';
  if (!plainComplete && !standardComplete) {
    throw new WebhookVerificationError(
      'webhook_header_missing',
      'the request carries neither X-Webhook-Id, X-Webhook-Timestamp and X-Webhook-Signature ' +
        'nor webhook-id, webhook-timestamp and webhook-signature',
    );
  }
  const id = agreed('id', found.plainId, found.standardId);
  const timestamp = agreed('timestamp', found.plainTimestamp, found.standardTimestamp);
  if (!ID_FORM.test(id)) throw malformed('the id header has characters that an id cannot have, or is too long');
  if (!TIMESTAMP_FORM.test(timestamp)) throw malformed('the timestamp header is not 1 to 12 digits');
  return {
    id,
    timestamp,
    plain: plainComplete ? found.plain : undefined,
    standard: standardComplete ? found.standard : undefined,
  };
}

interface Found {
  plainId: string;
  plainTimestamp: string;
  plain: string;
  standardId: string;
  standardTimestamp: string;
  standard: string;
}

function collect(headers: HeaderSource): Found {
  const found: Found = {
    plainId: '',
    plainTimestamp: '',
    plain: '',
    standardId: '',
    standardTimestamp: '',
    standard: '',
  };
  if (typeof headers.get === 'function') {
    for (const name of NAMES) put(found, name, headers.get(name));
    return found;
  }
  const record = headers as Readonly<Record<string, unknown>>;
  // One pass over every header, so that a name spelt twice in different case is noticed. Length and first letter spare
  // nearly all of the others the conversion to lower case.
  for (const name in record) {
    if (mayBeSignatureHeader(name)) put(found, name.toLowerCase(), record[name]);
  }
  return found;
}

function mayBeSignatureHeader(name: string): boolean {
  const { length } = name;
  if (length !== 10 && length !== 12 && length !== 17 && length !== 19) return false;
  const first = name.charCodeAt(0);
  return first === W || first === X || first === CAPITAL_W || first === CAPITAL_X;
}

const [W, X, CAPITAL_W, CAPITAL_X] = [0x77, 0x78, 0x57, 0x58];
const NAMES = [
  'x-webhook-id',
  'x-webhook-timestamp',
  'x-webhook-signature',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
] as const;

function put(found: Found, name: string, value: unknown): void {
  switch (name) {
    case 'x-webhook-id':
      found.plainId = single(found.plainId, value);
      break;
    case 'x-webhook-timestamp':
      found.plainTimestamp = single(found.plainTimestamp, value);
      break;
    case 'x-webhook-signature':
      found.plain = single(found.plain, value);
      break;
    case 'webhook-id':
      found.standardId = single(found.standardId, value);
      break;
    case 'webhook-timestamp':
      found.standardTimestamp = single(found.standardTimestamp, value);
      break;
    case 'webhook-signature':
      found.standard = single(found.standard, value);
      break;
  }
}

function single(before: string, value: unknown): string {
  if (value === undefined || value === null) return before;
  if (typeof value !== 'string' || before !== '') throw malformed('a signature header came more than once');
  return value;
}

function agreed(what: string, plain: string, standard: string): string {
  if (plain !== '' && standard !== '' && plain !== standard) {
    throw malformed(`X-Webhook-${what} and webhook-${what} differ`);
  }
  return plain !== '' ? plain : standard;
}

function malformed(message: string): WebhookVerificationError {
  return new WebhookVerificationError('webhook_malformed', message);
}
