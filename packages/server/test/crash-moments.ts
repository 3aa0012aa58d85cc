const V1 = '/gpu-instance/openapi/v1/gpu';

/**
 * The moments of the flow at which the server is killed: a call of ours has been sent to it, a request of it has reached
 * the cloud or is about to be answered, a webhook has reached the receiver. Each is certain to come in every run, on a slow
 * machine too.
 */
export const MOMENTS = [
  ...['register', 'create', 'stop', 'delete'].map((call) => `call ${call}`),
  ...['create', 'stop', 'delete'].flatMap((action) => [
    `POST ${V1}/instance/${action} received 1`,
    `POST ${V1}/instance/${action} answered 1`,
  ]),
  ...[1, 2, 3].flatMap((n) => [`GET ${V1}/instances received ${n}`, `GET ${V1}/instances answered ${n}`]),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `webhook ${n}`),
].map((moment, index) => [moment, index + 1] as const);
