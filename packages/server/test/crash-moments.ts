import { seededRandom } from '@novita-fleet/testkit';

const V1 = '/gpu-instance/openapi/v1/gpu';
const random = seededRandom(20);

/** A time within which a call of ours is under way in the server, in milliseconds. */
const during = (): number => 1 + random() * 8;

const moment = (what: string, delayMs = 0) => ({ what, delayMs });

/**
 * The moments of the flow at which the server is killed: a call of ours has been sent to it, a request of it has reached
 * the cloud or is about to be answered, a webhook has reached the receiver; at once, or a seeded time later. Each is
 * certain to come in every run, on a slow machine too.
 */
export const MOMENTS = [
  ...['register', 'create', 'create', 'create', 'create', 'stop', 'delete'].map((call) =>
    moment(`call ${call}`, during()),
  ),
  ...['create', 'stop', 'delete'].flatMap((action) => [
    moment(`POST ${V1}/instance/${action} received 1`),
    moment(`POST ${V1}/instance/${action} answered 1`),
    moment(`POST ${V1}/instance/${action} answered 1`, during()),
  ]),
  ...[1, 2, 3].flatMap((n) => [
    moment(`GET ${V1}/instances received ${n}`),
    moment(`GET ${V1}/instances answered ${n}`),
  ]),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => moment(`webhook ${n}`, n % 2 === 0 ? during() : 0)),
].map((each, index) => [`${index + 1}, ${each.what}, ${each.delayMs.toFixed(1)} ms later`, each] as const);
