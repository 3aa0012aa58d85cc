import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { generateSignature, signWebhook } from '../../src/index.js';
import { anEvent, OTHER_SECRET, SECRET, START_SECONDS } from '../signed-event.js';

/** A request that is no webhook, written down to the byte. */
export interface HostileRequest {
  readonly name: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** Sent as `Content-Length`; the length of the body unless given. Null: in chunks. */
  readonly length?: string | null;
  readonly method?: string;
  /** Statuses that are right; one of 400, 401 and 413 unless given. Frameworks may refuse some by themselves. */
  readonly statuses?: readonly number[];
  /** True when the sender hangs up before the end of the body. */
  readonly cut?: boolean;
}

const BODY = Buffer.from(JSON.stringify(anEvent()));
const JSON_TYPE = ['content-type', 'application/json'] as const;

type Headers = Record<string, string>;

function signed(body: Buffer = BODY, timestamp = START_SECONDS, secrets: string[] = [SECRET], id = 'evt_1'): Headers {
  return { ...signWebhook({ id, timestamp, body, secrets }) };
}

function request(
  name: string,
  headers: Headers,
  body: Buffer = BODY,
  more: Partial<HostileRequest> = {},
): HostileRequest {
  return { name, headers: [JSON_TYPE, ...Object.entries(headers)], body, ...more };
}

function without(...names: string[]): Headers {
  return Object.fromEntries(Object.entries(signed()).filter(([name]) => !names.includes(name)));
}

const X_FAMILY = ['x-webhook-id', 'x-webhook-timestamp', 'x-webhook-signature'];
const STANDARD_FAMILY = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
const ALL = [...X_FAMILY, ...STANDARD_FAMILY];

/** The X family alone with another value of one header. */
function x(name: string, value: string): Headers {
  return { ...without(...STANDARD_FAMILY), [`x-webhook-${name}`]: value };
}

/** The standard family alone with another value of one header. */
function standard(name: string, value: string): Headers {
  return { ...without(...X_FAMILY), [`webhook-${name}`]: value };
}

/** Signed by us as an honest sender would, whatever the time and the body are. */
function honest(timestamp: string, body: Buffer = BODY): Headers {
  const signature = generateSignature(Buffer.concat([Buffer.from(`${timestamp}.`), body]), SECRET);
  return { 'x-webhook-id': 'evt_1', 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature };
}

const HEX = signed()['x-webhook-signature']?.slice('sha256='.length) ?? '';
const BASE64 = signed()['webhook-signature']?.slice('v1,'.length) ?? '';

function doubled(name: string, second: string): HostileRequest {
  const plain = request(`two of ${name}, the second ${JSON.stringify(second.slice(0, 20))}`, signed());
  return { ...plain, headers: [...plain.headers, [name, second]] };
}

const flipped = Buffer.from(BODY);
flipped[10] = (flipped[10] ?? 0) ^ 1;

const bodyOf = (fields: object): Buffer => Buffer.from(JSON.stringify({ ...anEvent(), ...fields }));
const signedBody = (name: string, body: Buffer): HostileRequest => request(`signed, ${name}`, signed(body), body);

export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  // Missing headers.
  request('no headers', {}),
  ...ALL.flatMap((name) => [
    request(`only ${name}`, { [name]: signed()[name] ?? '' }),
    request(`one family without ${name}`, without(name, ...(name.startsWith('x-') ? STANDARD_FAMILY : X_FAMILY))),
    request(`one family with ${name} empty`, {
      ...without(...(name.startsWith('x-') ? STANDARD_FAMILY : X_FAMILY)),
      [name]: '',
    }),
  ]),
  // Doubled and contradicting ones.
  doubled('x-webhook-id', 'evt_1'),
  doubled('x-webhook-id', 'evt_2'),
  doubled('webhook-id', 'evt_2'),
  doubled('x-webhook-timestamp', String(START_SECONDS)),
  doubled('x-webhook-timestamp', '0'),
  doubled('webhook-timestamp', '9'),
  request('families with two ids', { ...signed(), 'webhook-id': 'evt_2' }),
  request('families with two times', { ...signed(), 'webhook-timestamp': String(START_SECONDS + 1) }),
  // Malformed and forged signatures.
  ...[
    'sha256=',
    'sha256',
    '=',
    ',',
    ',,,,,,,,',
    'sha256=,sha256=',
    HEX,
    `sha1=${HEX}`,
    `SHA256=${HEX}`,
    `sha256= ${HEX}`,
    `sha256=${HEX.toUpperCase()}`,
    `sha256=${HEX.slice(0, -1)}`,
    `sha256=${HEX}0`,
    `sha256=${HEX.slice(0, -1)}g`,
    `sha256=${'0'.repeat(64)}`,
    `sha256=${'é'.repeat(32)}`,
    `sha256="${HEX}"`,
    `sha256=0x${HEX}`,
    `sha256=${'a'.repeat(8_000)}`,
    Array.from({ length: 40 }, () => 'sha256=00').join(','),
    createHmac('sha256', '').update(BODY).digest('hex'),
    generateSignature(BODY, SECRET),
    generateSignature(`${START_SECONDS}.`, SECRET),
    'undefined',
    'null',
    '[object Object]',
    '${jndi:ldap://127.0.0.1/a}',
  ].map((value) =>
    request(`X-Webhook-Signature ${JSON.stringify(value.slice(0, 80))} (${value.length})`, x('signature', value)),
  ),
  ...[
    'v1,',
    'v1',
    `v1${BASE64}`,
    `v2,${BASE64}`,
    `v1a,${BASE64}`,
    `V1,${BASE64}`,
    `v1,${BASE64.slice(0, -1)}`,
    `v1,${BASE64}=`,
    `v1,${BASE64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '*')}`,
    'v1,%%%%',
    'v1,====',
    `v1,${'A'.repeat(43)}=`,
    `v1,${'A'.repeat(8_000)}`,
    Array.from({ length: 40 }, () => 'v1,AAAA').join(' '),
  ].map((value) =>
    request(`webhook-signature ${JSON.stringify(value.slice(0, 80))} (${value.length})`, standard('signature', value)),
  ),
  request('another secret', signed(BODY, START_SECONDS, [OTHER_SECRET])),
  request(
    'sixteen other secrets',
    signed(
      BODY,
      START_SECONDS,
      Array.from({ length: 16 }, (_, n) => `secret ${n}`),
    ),
  ),
  // Times.
  ...[
    '-1',
    '+1',
    '0',
    '1',
    '1e9',
    '0x69',
    '1.5',
    'NaN',
    'Infinity',
    '9'.repeat(12),
    '9'.repeat(13),
    '9'.repeat(400),
  ].map((time) => request(`honestly signed at ${time.slice(0, 20)} (${time.length})`, honest(time))),
  request('honestly signed, a space in the time', honest(`${START_SECONDS} 0`)),
  request('a second too old', honest(String(START_SECONDS - 301))),
  request('a second too early', honest(String(START_SECONDS + 301))),
  request('milliseconds in place of seconds', honest(String(START_SECONDS * 1_000))),
  request('a date', honest('2026-01-01T00:00:00Z')),
  request('another time than the signed one', x('timestamp', String(START_SECONDS + 1))),
  // Ids.
  ...[
    'evt 1',
    'evt_1.',
    '.',
    'é',
    'x'.repeat(257),
    'x'.repeat(7_000),
    "'; drop table events; --",
    '../../etc/passwd',
  ].map((id) => request(`id ${JSON.stringify(id.slice(0, 30))} (${id.length})`, x('id', id))),
  request('the id of another event', x('id', 'evt_2')),
  // Bodies.
  request('no body', signed(), Buffer.alloc(0)),
  request('one bit flipped', signed(), flipped),
  request('one byte more', signed(), Buffer.concat([BODY, Buffer.from(' ')])),
  request('one byte less', signed(), BODY.subarray(0, -1)),
  request('a byte order mark before it', signed(), Buffer.concat([Buffer.from('\ufeff'), BODY])),
  request('the same event, written anew', signed(), Buffer.from(JSON.stringify(anEvent(), null, 2))),
  request('UTF-16', signed(), Buffer.from(BODY.toString(), 'utf16le')),
  signedBody('nothing', Buffer.alloc(0)),
  signedBody('a byte order mark', Buffer.concat([Buffer.from('\ufeff'), BODY])),
  signedBody('UTF-16', Buffer.from(BODY.toString(), 'utf16le')),
  signedBody('overlong UTF-8', Buffer.concat([BODY.subarray(0, 7), Buffer.from([0xc0, 0xaf]), BODY.subarray(7)])),
  signedBody(
    'half a surrogate',
    Buffer.concat([BODY.subarray(0, 7), Buffer.from([0xed, 0xa0, 0x80]), BODY.subarray(7)]),
  ),
  signedBody('a lone continuation byte', Buffer.concat([BODY, Buffer.from([0x80])])),
  signedBody('null bytes', Buffer.alloc(64)),
  signedBody('no JSON', Buffer.from('id=evt_1')),
  signedBody('cut JSON', BODY.subarray(0, 40)),
  signedBody('two documents', Buffer.concat([BODY, BODY])),
  signedBody('a list', Buffer.from(`[${BODY.toString()}]`)),
  signedBody('a text', Buffer.from('"evt_1"')),
  signedBody('null', Buffer.from('null')),
  signedBody('deep JSON', Buffer.from('['.repeat(50_000))),
  signedBody('a huge sequence', bodyOf({ sequence: 1e300 })),
  signedBody('a negative sequence', bodyOf({ sequence: -1 })),
  signedBody('an id in __proto__', Buffer.from('{"__proto__":{"id":"evt_1"},"type":"instance.ready"}')),
  signedBody('another id', bodyOf({ id: 'evt_2' })),
  signedBody('no data', bodyOf({ data: null })),
  signedBody('a wrong time', bodyOf({ timestamp: 'now' })),
  signedBody('gzip', gzipSync(BODY)),
  { ...signedBody('over the cap', Buffer.alloc(70_000, ' ')), statuses: [413] },
  { ...request('unsigned, over the cap', {}, Buffer.alloc(70_000, ' ')), statuses: [413] },
  { ...request('over the cap in chunks', signed(), Buffer.alloc(70_000, ' '), { length: null }), statuses: [413] },
  // What HTTP allows around it.
  request('a truncated body', signed(), BODY.subarray(0, 40), { length: String(BODY.length), cut: true }),
  request('a truncated body in chunks', signed(), BODY.subarray(0, 40), { length: null, cut: true }),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    '',
    ';;;',
    'é',
  ].map((type): HostileRequest => ({
    name: `unsigned as ${JSON.stringify(type)}`,
    headers: [['content-type', type]],
    body: BODY,
    statuses: [400, 401, 415],
  })),
  { ...request('a gzipped body, signed before it', signed(), gzipSync(BODY)), statuses: [400, 401, 415] },
  ...['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) =>
    // Hono's server gives no body to a GET; what counts is that none of them is taken.
    request(`${method} of a good request`, signed(), BODY, { method, statuses: [400, 401, 404, 405] }),
  ),
];
