// Ways to verify a webhook. Each answers a function that takes a signed request and throws when it does not fit.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { verify as octokitVerify } from '@octokit/webhooks-methods';
import { Webhook as Standard } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as Svix } from 'svix';
import { MemoryReplayStore, signWebhook, verifySignature, verifyWebhook } from '@novita-fleet/webhooks';

export const LIMIT = 'createHmac + timingSafeEqual';
export const LIMIT_PARSED = `${LIMIT} + JSON.parse`;
export const OURS = 'Novita Fleet, time and replay checked';
export const OURS_PARSED = 'Novita Fleet, and parsed';

const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const ID = 'evt_1';

/** A request with a body of so many bytes, signed now by everybody's scheme. */
export function signed(bytes) {
  const event = {
    id: ID,
    type: 'instance.ready',
    timestamp: new Date().toISOString(),
    sequence: 3,
    data: { instanceId: 'inst_1', novitaInstanceId: 'x', status: 'ready', elapsedTime: 1, error: null, rows: [] },
  };
  const row = { field: 'some-value', count: 17, ok: true, text: 'the quick brown fox' };
  while (JSON.stringify(event).length + JSON.stringify(row).length < bytes) event.data.rows.push(row);
  const body = Buffer.from(JSON.stringify(event));
  const timestamp = Math.floor(Date.now() / 1000);
  const plain = signWebhook({ id: ID, timestamp, body, secrets: [SECRET] });
  const hex = (text) => createHmac('sha256', SECRET).update(text).update(body).digest('hex');
  return {
    body,
    text: body.toString(),
    timestamp: String(timestamp),
    headers: { 'content-type': 'application/json', 'user-agent': 'x', ...plain },
    github: `sha256=${hex('')}`,
    stripe: `t=${timestamp},v1=${hex(`${timestamp}.`)}`,
    svix: { 'svix-id': ID, 'svix-timestamp': String(timestamp), 'svix-signature': plain['webhook-signature'] },
  };
}

function bare({ body, headers, timestamp }) {
  const expected = createHmac('sha256', SECRET).update(`${timestamp}.`).update(body).digest();
  const received = Buffer.from(headers['x-webhook-signature'].slice('sha256='.length), 'hex');
  if (!timingSafeEqual(expected, received)) throw new Error('no');
}

const standard = new Standard(SECRET);
const svix = new Svix(SECRET);
const replays = new MemoryReplayStore();
const claim = replays.claim(ID);
claim.complete();

export const CONTENDERS = {
  [LIMIT]: bare,
  [OURS]: ({ body, headers }) => {
    const { id } = verifySignature({ body, headers, secrets: SECRET });
    if (replays.claim(id).state !== 'duplicate') throw new Error('no');
  },
  [LIMIT_PARSED]: (request) => {
    bare(request);
    JSON.parse(request.body.toString());
  },
  [OURS_PARSED]: ({ body, headers }) => {
    const { id } = verifyWebhook({ body, headers, secrets: SECRET });
    if (replays.claim(id).state !== 'duplicate') throw new Error('no');
  },
  octokit: async ({ text, github }) => {
    if (!(await octokitVerify(SECRET, text, github))) throw new Error('no');
  },
  'stripe, parsed': ({ body, stripe }) => Stripe.webhooks.constructEvent(body, stripe, SECRET),
  'svix, parsed': ({ body, svix: headers }) => svix.verify(body, headers),
  'standardwebhooks, parsed': ({ body, headers }) => standard.verify(body, headers),
};
