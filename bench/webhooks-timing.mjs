// Looks whether the time of a refusal tells where a forged signature is wrong: Welch's t-test (as in dudect, Reparaz,
// Balasch and Verbauwhede 2017) between forgeries that differ from the right one in the first and in the last digit. A
// comparison that stops at the first difference is measured as well, to show that the test would find it. Needs a build.
// Usage: node bench/webhooks-timing.mjs
import { createHmac } from 'node:crypto';
import { signWebhook, verifySignature } from '@novita-fleet/webhooks';
import { judge, printTable } from './figures.mjs';

const SAMPLES = 100_000;
/** Beyond it a difference is taken for real; dudect uses 10 where it is certain. */
const LIMIT = 10;
/** Slowest share of the samples that is left out: interrupts and collections of garbage. */
const CROP = 0.1;

const secret = 'my secret';
const body = Buffer.from('{"id":"evt_1"}');
const timestamp = Math.floor(Date.now() / 1000);
const headers = signWebhook({ id: 'evt_1', timestamp, body, secrets: [secret] });
const right = headers['x-webhook-signature'];

/** The right signature with another digit at a place of its 64. */
function wrongAt(place) {
  const at = 'sha256='.length + place;
  const digit = right[at] === '0' ? '1' : '0';
  const signature = right.slice(0, at) + digit + right.slice(at + 1);
  return {
    'x-webhook-id': 'evt_1',
    'x-webhook-timestamp': String(timestamp),
    'x-webhook-signature': signature,
  };
}

const now = timestamp * 1000;
function ours(forged) {
  try {
    verifySignature({ body, headers: forged, secrets: secret, now });
  } catch {
    return;
  }
  throw new Error('a forgery was taken');
}

function stopsEarly(forged) {
  const expected = `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
  const received = forged['x-webhook-signature'];
  for (let at = 0; at < expected.length; at += 1) if (received.charCodeAt(at) !== expected.charCodeAt(at)) return;
}

function welch(verify) {
  const classes = [wrongAt(0), wrongAt(63)];
  const times = [new Float64Array(SAMPLES), new Float64Array(SAMPLES)];
  const filled = [0, 0];
  for (let warm = 0; warm < 20_000; warm += 1) verify(classes[warm & 1]);
  while (filled[0] < SAMPLES || filled[1] < SAMPLES) {
    // In random order, so that nothing that repeats meets one of them more often.
    const which = Math.random() < 0.5 ? 0 : 1;
    const begin = process.hrtime.bigint();
    verify(classes[which]);
    const ns = Number(process.hrtime.bigint() - begin);
    if (filled[which] < SAMPLES) times[which][filled[which]++] = ns;
  }
  const bound = [...times[0], ...times[1]].sort((a, b) => a - b)[Math.floor(2 * SAMPLES * (1 - CROP))];
  const [a, b] = times.map((each) => {
    const kept = each.filter((ns) => ns <= bound);
    const mean = kept.reduce((sum, ns) => sum + ns, 0) / kept.length;
    const variance = kept.reduce((sum, ns) => sum + (ns - mean) ** 2, 0) / (kept.length - 1);
    return { mean, error: variance / kept.length };
  });
  return { first: a.mean, last: b.mean, t: (b.mean - a.mean) / Math.sqrt(a.error + b.error) };
}

// The least of three: chance does not strike three times in a row, a leak does.
const least = (verify) =>
  [welch(verify), welch(verify), welch(verify)].reduce((x, y) => (Math.abs(x.t) < Math.abs(y.t) ? x : y));
const [own, early] = [least(ours), least(stopsEarly)];
printTable(
  ['', 'first digit wrong', 'last digit wrong', 't'],
  [
    ['Novita Fleet', `${own.first.toFixed(0)} ns`, `${own.last.toFixed(0)} ns`, own.t.toFixed(1)],
    [
      'stops at the first difference',
      `${early.first.toFixed(0)} ns`,
      `${early.last.toFixed(0)} ns`,
      early.t.toFixed(1),
    ],
  ],
);
console.log();
judge(
  `the place of the wrong digit is not to be seen, |t| at most ${LIMIT}`,
  Math.abs(own.t) <= LIMIT,
  own.t.toFixed(1),
);
judge(`the test finds a comparison that stops early, |t| over ${LIMIT}`, Math.abs(early.t) > LIMIT, early.t.toFixed(1));
