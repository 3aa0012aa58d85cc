/**
 * Where a user meets a code.
 *
 * @example
 * ```ts
 * import { ERROR_CODES, type ErrorArea } from '@novita-fleet/resilience';
 *
 * const area: ErrorArea = 'webhooks';
 * for (const [code, entry] of Object.entries(ERROR_CODES)) {
 *   if (entry.area === area) console.log(code, entry.summary);
 * }
 * ```
 */
export type ErrorArea = 'client' | 'webhooks' | 'server' | 'instance';

/** What the table tells of a code. */
export interface ErrorCodeEntry {
  /** `client`: thrown by a client; `webhooks`: thrown or answered by sender and receiver; `server`: in a problem document of the fleet server or at its start; `instance`: the cause in an instance and its events. */
  readonly area: ErrorArea;
  /** HTTP status with which our own server or receiver answers, where it does. */
  readonly status?: number;
  /** What happened, in one sentence. */
  readonly summary: string;
  /** What to do about it, in one sentence. */
  readonly action: string;
}

const table = {
  // Before a request is sent.
  invalid_argument: {
    area: 'client',
    summary: 'An option or a parameter is missing, unknown or out of range.',
    action: 'Read the message: it names the field, the value and what is allowed.',
  },
  missing_api_key: {
    area: 'client',
    summary: 'No API key was given, or the function that gives it failed; nothing was sent.',
    action: 'Pass `apiKey`, or set NOVITA_API_KEY or NOVITA_API_KEY_FILE.',
  },
  client_closed: {
    area: 'client',
    summary: 'The client was used after `close()`.',
    action: 'Make a new client, or close it later.',
  },
  circuit_open: {
    area: 'client',
    summary: 'The circuit breaker is open after repeated failures, so nothing was sent.',
    action: 'Wait for `retryAfterMs`; look for the cause in the errors before it.',
  },
  queue_full: {
    area: 'client',
    summary: 'Too many calls wait for the rate limiter, or this one would wait too long; nothing was sent.',
    action: 'Send less at a time, or raise `maxQueue` or `maxWaitMs`.',
  },
  // While a request is under way.
  connection_failed: {
    area: 'client',
    summary: 'The connection could not be made or was lost.',
    action: 'Check the base URL and the network. `requestSent` tells whether the call may have taken effect.',
  },
  attempt_timeout: {
    area: 'client',
    summary: 'One attempt got no full answer in time.',
    action: 'Raise `timeoutMs` if the call is slow by nature. The call may have taken effect.',
  },
  deadline_exceeded: {
    area: 'client',
    summary: 'The call did not succeed before its total deadline, retries included.',
    action: 'Look at `cause` for the last failure; raise `deadlineMs` if the wait was in order.',
  },
  aborted: {
    area: 'client',
    summary: 'The caller aborted the call.',
    action: 'Nothing to do. The call may have taken effect.',
  },
  decode_failed: {
    area: 'client',
    summary: 'The answer could not be read: not JSON, cut short, too large or of another shape.',
    action: 'Check that the base URL is the API and no proxy page answers.',
  },
  // Answers of an API.
  bad_request: {
    area: 'client',
    summary: 'The API refused the request as invalid.',
    action: 'Read `reason` and `message`; correct the request.',
  },
  unauthorized: {
    area: 'client',
    summary: 'The API key is missing, wrong or revoked.',
    action: 'Check the key.',
  },
  forbidden: {
    area: 'client',
    status: 403,
    summary: 'The key may not do this, or the edge of the API refused the client.',
    action: 'Check the rights or the scope of the key; send a real User-Agent.',
  },
  not_found: {
    area: 'client',
    summary: 'What was asked for does not exist (the cloud often says 400 for this).',
    action: 'Check the id.',
  },
  conflict: {
    area: 'client',
    summary: 'The request contradicts the present state.',
    action: 'Read the present state and decide again.',
  },
  rate_limited: {
    area: 'client',
    status: 429,
    summary: 'The API answered 429: too many requests, or a quota is used up.',
    action: 'Wait for `retryAfterMs`; if it does not clear, ask for a larger quota.',
  },
  server_error: {
    area: 'client',
    summary: 'The API answered with a 5xx status.',
    action: 'Try again later. A call that spends money may have taken effect: look before you repeat it.',
  },
  api_error: {
    area: 'client',
    summary: 'The API answered with a status that has no class of its own.',
    action: 'Read `status`, `reason` and `message`.',
  },
  insufficient_resource: {
    area: 'client',
    summary: 'The cloud has no capacity for this product in this place.',
    action: 'Try another product or region, or later.',
  },
  balance_not_enough: {
    area: 'client',
    summary: 'The balance of the account does not cover this.',
    action: 'Top up the account.',
  },
  invalid_state: {
    area: 'client',
    status: 409,
    summary: 'The instance is in a state that does not allow this.',
    action: 'Read the instance; wait until its state allows the action.',
  },
  create_unclear: {
    area: 'client',
    summary: 'A safe create ended without knowing whether the instance exists.',
    action: 'Search the list of instances for `marker` before asking again.',
  },
  create_refused: {
    area: 'client',
    summary: 'The cloud refused to create the instance as each candidate, or as one in a way that ends it.',
    action: 'Read `tries` for the reason of each; `cause` holds the last refusal.',
  },
  instance_failed: {
    area: 'client',
    summary: 'A wait ended because the instance failed, exited, was deleted, taken back or vanished.',
    action: 'Read `reason` and `history`; delete the instance if it is of no use any more.',
  },
  wait_timeout: {
    area: 'client',
    summary: 'An instance stayed in one phase beyond its deadline, or the whole wait took too long.',
    action: 'Read `limit` and `phase`; raise that deadline if the wait was in order. The instance goes on.',
  },
  no_product: {
    area: 'client',
    summary: 'No product on offer meets the criteria.',
    action: 'Read `criterion` for the one that left nothing, and `near` for what comes close.',
  },
  // Webhooks.
  webhook_header_missing: {
    area: 'webhooks',
    status: 401,
    summary: 'A request carries no complete set of signature headers.',
    action: 'Check that the request comes from the fleet server and that no proxy drops its headers.',
  },
  webhook_signature_mismatch: {
    area: 'webhooks',
    status: 401,
    summary: 'No signature fits the body, the time and any of the secrets.',
    action: 'Check the secret, and that the raw bytes are verified and not a parsed and rewritten body.',
  },
  webhook_timestamp_stale: {
    area: 'webhooks',
    status: 401,
    summary: 'The signed time is too far from the present.',
    action: 'Check the clock of the receiver; a replayed request is refused on purpose.',
  },
  webhook_malformed: {
    area: 'webhooks',
    status: 400,
    summary: 'A header or the body does not have the form of a webhook.',
    action: 'Check what sent the request.',
  },
  webhook_too_large: {
    area: 'webhooks',
    status: 413,
    summary: 'The body is larger than the receiver accepts.',
    action: 'Raise `maxBodyBytes` if such bodies are expected.',
  },
  webhook_handler_failed: {
    area: 'webhooks',
    status: 500,
    summary: 'The handler of the receiver threw, so the event is not marked as seen and will be sent again.',
    action: 'Mend the handler; look into its own log.',
  },
  webhook_method_not_allowed: {
    area: 'webhooks',
    status: 405,
    summary: 'A webhook receiver takes POST only.',
    action: 'Send POST.',
  },
  webhook_address_refused: {
    area: 'webhooks',
    status: 400,
    summary: 'The URL is not http(s), or its host is in a network that webhooks must not reach.',
    action: 'Use a public address, or add the network to the allow-list of the server.',
  },
  webhook_delivery_failed: {
    area: 'webhooks',
    summary: 'The receiver could not be reached or did not answer with 2xx.',
    action: 'Read `status` and `cause`; mend the receiver, then send again.',
  },
  // The fleet server's answers.
  validation_failed: {
    area: 'server',
    status: 400,
    summary: 'Fields of the request are missing, unknown or out of range.',
    action: 'Read `errors`: each entry names a field, what was wrong and what is allowed.',
  },
  malformed_json: {
    area: 'server',
    status: 400,
    summary: 'The body is not JSON.',
    action: 'Send a JSON object with `Content-Type: application/json`.',
  },
  malformed_request: {
    area: 'server',
    status: 400,
    summary: 'The request cannot be read as HTTP.',
    action: 'Look for what stands between the client and the server, such as a proxy or TLS.',
  },
  headers_too_large: {
    area: 'server',
    status: 431,
    summary: 'URL and headers are larger than the server accepts.',
    action: 'Send less; the message gives the limit.',
  },
  body_too_large: {
    area: 'server',
    status: 413,
    summary: 'The body is larger than the server accepts.',
    action: 'Send less; the message gives the limit.',
  },
  unsupported_media_type: {
    area: 'server',
    status: 415,
    summary: 'The body has a type that the server does not read.',
    action: 'Send `Content-Type: application/json`.',
  },
  unauthenticated: {
    area: 'server',
    status: 401,
    summary: 'The request carries no valid API key of this server.',
    action: 'Send `Authorization: Bearer <key>` with the key printed at the first start.',
  },
  csrf_token_missing: {
    area: 'server',
    status: 403,
    summary:
      'The request changes something and is sent in the name of a session, but without the token of that session.',
    action:
      'Send `X-CSRF-Token` with the `csrfToken` that `GET /session` answers, or an API key in place of the cookie.',
  },
  dashboard_not_built: {
    area: 'server',
    status: 404,
    summary: 'The files of the dashboard are missing; all else works.',
    action: 'Run `npm run build`, or install the package `@novita-fleet/dashboard` again; then start the server again.',
  },
  instance_not_found: {
    area: 'server',
    status: 404,
    summary: 'The server has no instance with this id.',
    action: 'Check the id; list the instances.',
  },
  webhook_endpoint_not_found: {
    area: 'server',
    status: 404,
    summary: 'The server has no webhook endpoint with this id.',
    action: 'Check the id; list the endpoints.',
  },
  delivery_not_found: {
    area: 'server',
    status: 404,
    summary: 'The server has no delivery with this id, or no longer.',
    action:
      'Check the id; list the deliveries. Those that have ended are removed after NOVITA_FLEET_KEEP_DELIVERIES_DAYS.',
  },
  webhook_endpoint_disabled: {
    area: 'server',
    status: 409,
    summary: 'The webhook endpoint is disabled, so nothing is sent to it.',
    action:
      'Read `disabled` of the endpoint for the reason, put that right, and change the endpoint to `enabled: true`.',
  },
  route_not_found: {
    area: 'server',
    status: 404,
    summary: 'The server has no such route.',
    action: 'See /openapi.json for the routes.',
  },
  idempotency_key_reused: {
    area: 'server',
    status: 409,
    summary: 'This Idempotency-Key was used before with another body.',
    action: 'Use a new key for a new request; the message names what the first request made.',
  },
  api_key_not_found: {
    area: 'server',
    status: 404,
    summary: 'The server has no API key with this id.',
    action: 'Check the id; list the API keys. The id is not the key itself.',
  },
  api_key_shown: {
    area: 'server',
    status: 409,
    summary: 'An earlier request with this Idempotency-Key made the API key and showed it; it cannot be shown again.',
    action: 'If it is lost, revoke the key that the message names, and make another with a new Idempotency-Key.',
  },
  last_admin_key: {
    area: 'server',
    status: 409,
    summary: 'This is the last API key with the scope `admin`: without it nobody could manage the server.',
    action: 'Make another key with the scope `admin` first.',
  },
  not_ready: {
    area: 'server',
    status: 503,
    summary: 'The server is starting or stopping, or its store does not answer.',
    action: 'Try again shortly.',
  },
  cloud_unavailable: {
    area: 'server',
    status: 503,
    summary: 'The cloud does not answer, and the request cannot be carried out without it.',
    action: 'Try again shortly.',
  },
  internal_error: {
    area: 'server',
    status: 500,
    summary: 'The server failed in a way it did not foresee.',
    action: 'Look for the correlation id in its log and report it.',
  },
  config_invalid: {
    area: 'server',
    summary: 'The server was started with settings that are missing, unknown or out of range.',
    action: 'Read the message: it names each setting and what is allowed.',
  },
  store_locked: {
    area: 'server',
    summary: 'Another process holds the data folder.',
    action: 'Stop the other server, or use another folder.',
  },
  store_too_new: {
    area: 'server',
    summary: 'The data folder was written by a newer version of the server.',
    action: 'Start that version or a newer one.',
  },
  store_unavailable: {
    area: 'server',
    status: 503,
    summary: 'The database cannot be reached, refuses the connection or does not answer in time.',
    action: 'Read the message; check NOVITA_FLEET_DATABASE_URL and the database. What was asked may have been stored.',
  },
  import_refused: {
    area: 'server',
    summary: 'A file of exported data cannot be imported; nothing was stored.',
    action: 'Read the message: the store is not empty, or the file is not whole or of another version.',
  },
  backup_failed: {
    area: 'server',
    summary: 'No backup was written.',
    action: 'Read the message; choose a new file on a disk with room.',
  },
  // Causes in an instance and its events.
  create_rejected: {
    area: 'instance',
    summary: 'The cloud refused to create the instance.',
    action: 'Read the message for the reason of the cloud; change the request.',
  },
  create_unconfirmed: {
    area: 'instance',
    summary: 'No attempt to create the instance got a clear answer, and the cloud shows none.',
    action: 'Check the state of the cloud, then request a new instance.',
  },
  cloud_failed: {
    area: 'instance',
    summary: 'The cloud reports that the instance failed.',
    action: 'Read the message of the cloud: often the image or the start command.',
  },
  moved_on: {
    area: 'instance',
    summary: 'A try of the plan came to nothing, and the next place is tried.',
    action: 'Nothing to do; `tries` of the instance tells what happened.',
  },
  plan_exhausted: {
    area: 'instance',
    summary: 'Every place of the plan was tried in vain.',
    action: 'Read the message for the reason of each; add candidates, regions or a higher price cap.',
  },
  no_capacity: {
    area: 'instance',
    summary: 'The node of the stopped instance has no room to start it. The instance and its data are kept.',
    action: 'Try to start it later, or have it recreated elsewhere: POST /v1/instances/:id/recreate.',
  },
  stop_failing: {
    area: 'instance',
    summary: 'The cloud was asked several times to stop or remove the instance, and it is still there and costs money.',
    action: 'Look into the console of the cloud; the server goes on asking.',
  },
  stop_after: {
    area: 'instance',
    summary: 'The time of `stopAfter` is over.',
    action: 'Start it again, or set a longer time.',
  },
  delete_after: {
    area: 'instance',
    summary: 'The time of `deleteAfter` is over.',
    action: 'Request a new one, with a longer time if needed.',
  },
  idle: {
    area: 'instance',
    summary: 'Nobody has used the instance for the time of `idleStopAfter`.',
    action: 'Start it again; send heartbeats while it is in use.',
  },
  budget_exhausted: {
    area: 'instance',
    status: 402,
    summary: 'The instance, or all instances of the API key, have cost as much as `maxCost` allows.',
    action: 'Raise `maxCost`, then start it again.',
  },
  stopped_outside: {
    area: 'instance',
    summary: 'The instance was stopped, but not through this server.',
    action: 'Look into the console of the cloud; start it again if it is still needed.',
  },
  deleted_outside: {
    area: 'instance',
    summary: 'The instance was deleted, but not through this server.',
    action: 'Request a new one if it is still needed.',
  },
  vanished: {
    area: 'instance',
    summary: 'The cloud no longer lists the instance, at two looks.',
    action: 'Look into the console of the cloud; request a new one if it is still needed.',
  },
  phase_timeout: {
    area: 'instance',
    summary: 'The instance stayed in one phase beyond its deadline.',
    action: 'Read the message for the phase; raise its deadline if the wait was in order.',
  },
  spot_reclaimed: {
    area: 'instance',
    summary: 'The cloud took the spot instance back.',
    action: 'Request a new one, on demand if it must not be taken back.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

/**
 * Name of an error that can reach a user.
 *
 * @example
 * ```ts
 * import { ERROR_CODES, type ErrorCode, type ErrorCodeEntry } from '@novita-fleet/resilience';
 *
 * export function adviceFor(code: ErrorCode): string {
 *   const { summary, action }: ErrorCodeEntry = ERROR_CODES[code];
 *   return `${summary} ${action}`;
 * }
 * ```
 */
export type ErrorCode = keyof typeof table;

/** Every error code that can reach a user, in one place; `docs/errors.md` is this table as a page. */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorCodeEntry>> = table;
