import { ID_FORM } from './sign.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/**
 * The headers of a request: those of `node:http`, any record (names in any case), or a `Headers` object.
 * A list as a value means that the header came several times.
 *
 * @example
 * ```ts
 * import type { HeadersLike, HeaderSource } from '@novita-fleet/webhooks';
 *
 * const ofFetch: HeadersLike = new Headers({ 'webhook-id': 'evt_1' });
 * const ofNode = { 'webhook-id': 'evt_1', 'webhook-signature': ['v1,YQ==', 'v1,Yg=='] };
 * export const sources: HeaderSource[] = [ofFetch, ofNode];
 * ```
 */
export type HeaderSource = Readonly<Record<string, string | readonly string[] | undefined>> | HeadersLike;

/** What of the `Headers` class is used. */
export interface HeadersLike {
  /** The value of a header, null when it did not come. */
  get(name: string): string | null;
}

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
  if (typeof headers.get === 'function') return gather(NAMES, (name) => (headers as HeadersLike).get(name));
  const record = headers as Readonly<Record<string, unknown>>;
  return inLowerCase(record) ?? gather(Object.keys(record), (name) => record[name]);
}

/** The usual case: `node:http` has put all names in lower case, and both families came. */
function inLowerCase(record: Readonly<Record<string, unknown>>): Found | undefined {
  const plainId = record['x-webhook-id'];
  const plainTimestamp = record['x-webhook-timestamp'];
  const plain = record['x-webhook-signature'];
  const standardId = record['webhook-id'];
  const standardTimestamp = record['webhook-timestamp'];
  const standard = record['webhook-signature'];
  if (typeof plainId !== 'string' || typeof plainTimestamp !== 'string' || typeof plain !== 'string') return undefined;
  if (typeof standardId !== 'string' || typeof standardTimestamp !== 'string') return undefined;
  if (typeof standard !== 'string') return undefined;
  return { plainId, plainTimestamp, plain, standardId, standardTimestamp, standard };
}

/** Looks at every name, so that one that comes in two spellings is noticed. */
function gather(names: readonly string[], read: (name: string) => unknown): Found {
  const found: Found = {
    plainId: '',
    plainTimestamp: '',
    plain: '',
    standardId: '',
    standardTimestamp: '',
    standard: '',
  };
  for (const name of names) {
    const field = FIELDS.get(name.toLowerCase());
    if (field !== undefined) found[field] = single(found[field], read(name));
  }
  return found;
}

const FIELDS: ReadonlyMap<string, keyof Found> = new Map([
  ['x-webhook-id', 'plainId'],
  ['x-webhook-timestamp', 'plainTimestamp'],
  ['x-webhook-signature', 'plain'],
  ['webhook-id', 'standardId'],
  ['webhook-timestamp', 'standardTimestamp'],
  ['webhook-signature', 'standard'],
]);
const NAMES = [...FIELDS.keys()];

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
