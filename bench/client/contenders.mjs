// The clients that are compared. Each is made for an origin, with the settings its users would choose, and sends the
// same GET and returns the decoded body. Packages are loaded on demand: a caller loads its own contender alone.
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { Agent as HttpAgent } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export const INSTANCE = 'i-1f8a3c5e7b90';
const PATH = `/gpu-instance/openapi/v1/gpu/instance?instanceId=${INSTANCE}`;
const KEY = 'sk_bench_0123456789abcdef';
const HEADERS = { accept: 'application/json', authorization: `Bearer ${KEY}`, 'user-agent': 'bench/1.0' };
const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 3;
const DROPPED = { id: INSTANCE };
/** Slots a minute of every limiter: each call asks for one and none ever waits. */
const PER_MINUTE = 60_000_000;

const clientPackage = new URL('../../packages/client/package.json', import.meta.url);
export const CLIENT_MODULE = new URL('dist/index.js', clientPackage);
/** The very copy that our client uses. */
export const UNDICI_MODULE = pathToFileURL(createRequire(clientPackage).resolve('undici'));

/** The least that a call through `undici.request` costs when it returns what our client returns; others are compared with it. */
export const REFERENCE = 'undici.request';
export const OURS = 'NovitaClient';

const ours = (settings) => (origin) => novitaClient(origin, settings);

/** What is compared by default, in the order of the table. */
export const CONTENDERS = {
  'undici.dispatch': undiciDispatch,
  'undici.request, body dropped': (origin) => agentRequest(origin, dropBody),
  [REFERENCE]: (origin) => agentRequest(origin, (body) => body.json()),
  'undici.request by URL': undiciRequestByUrl,
  [OURS]: ours({}),
  'stripe-node': stripeNode,
  'native fetch': nativeFetch,
  axios: plainAxios,
  'axios + policies': axiosWithPolicies,
  ky: kyClient,
  'openai-node': openaiNode,
};

/** What our client costs when more is asked of it. */
export const VARIANTS = {
  [REFERENCE]: CONTENDERS[REFERENCE],
  [OURS]: CONTENDERS[OURS],
  '+ logger': ours({ options: { logger: silentLogger() } }),
  '+ subscriber': subscribed,
  '+ query': ours({ path: PATH.split('?')[0], call: () => ({ query: { instanceId: INSTANCE } }) }),
  '+ header': ours({ call: () => ({ headers: { 'x-job': 'job-17' } }) }),
  '+ limits': ours({ call: () => ({ timeoutMs: 5_000, maxRetries: 1 }) }),
  '+ one signal': ours({ call: constant({ signal: new AbortController().signal }) }),
  '+ signal per call': ours({ call: () => ({ signal: new AbortController().signal }) }),
  'undici.request + signal per call': (origin) => agentRequest(origin, (body) => body.json(), withSignal),
};

async function undiciDispatch(origin) {
  const { Agent } = await import(UNDICI_MODULE);
  const agent = new Agent();
  const options = { origin, path: PATH, method: 'GET', headers: HEADERS };
  return () => new Promise((resolve, reject) => agent.dispatch(options, new Gatherer(resolve, reject)));
}

/** The least that can be done with a dispatcher: keep the body, decode it. */
class Gatherer {
  #resolve;
  #reject;
  #chunks = [];

  constructor(resolve, reject) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart() {}

  onResponseStart(_controller, status) {
    if (status !== 200) this.#reject(new Error(`answered ${status}`));
  }

  onResponseData(_controller, chunk) {
    this.#chunks.push(chunk);
  }

  onResponseEnd() {
    const body = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#resolve(JSON.parse(body.toString('utf8')));
  }

  onResponseError(_controller, error) {
    this.#reject(error);
  }
}

/** Takes the address in parts: by URL the call has to parse it each time. */
async function agentRequest(origin, read, extend = (options) => options) {
  const { Agent } = await import(UNDICI_MODULE);
  const agent = new Agent();
  const common = { origin, path: PATH, method: 'GET', headers: HEADERS };
  return async () => {
    const { statusCode, body } = await agent.request(extend(common));
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    return read(body);
  };
}

const withSignal = (options) => ({ ...options, signal: new AbortController().signal });

/** Reads the body as the connection needs it read, and makes nothing of it. */
async function dropBody(body) {
  await body.dump();
  return DROPPED;
}

async function undiciRequestByUrl(origin) {
  const { Agent, request } = await import(UNDICI_MODULE);
  const url = origin + PATH;
  const options = { dispatcher: new Agent(), headers: HEADERS };
  return async () => {
    const { statusCode, body } = await request(url, options);
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    return body.json();
  };
}

/** Every policy is on: retry, deadline, attempt timeout, limiter, breaker, correlation id, redaction of errors. */
async function novitaClient(origin, { options = {}, path = PATH, call = () => undefined }) {
  const { NovitaClient } = await import(CLIENT_MODULE);
  const client = new NovitaClient({
    baseUrl: origin,
    apiKey: KEY,
    timeoutMs: TIMEOUT_MS,
    maxRetries: MAX_RETRIES,
    rateLimit: { requestsPerMinute: PER_MINUTE },
    ...options,
  });
  return () => client.get(path, call());
}

function silentLogger() {
  return { debug: ignore, info: ignore, warn: ignore, error: ignore };
}

function subscribed(origin) {
  for (const name of ['request', 'response', 'error']) subscribe(`novita-fleet:${name}`, ignore);
  return novitaClient(origin, {});
}

function ignore() {}

function constant(value) {
  return () => value;
}

async function stripeNode(origin) {
  const { default: Stripe } = await import('stripe');
  const { hostname, port } = new URL(origin);
  const httpAgent = new HttpAgent({ keepAlive: true });
  const stripe = new Stripe(KEY, {
    host: hostname,
    port,
    protocol: 'http',
    httpAgent,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: MAX_RETRIES,
    telemetry: false,
  });
  return () => stripe.products.retrieve(INSTANCE);
}

async function nativeFetch(origin) {
  const url = origin + PATH;
  return async () => {
    const response = await fetch(url, { headers: HEADERS });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return response.json();
  };
}

async function makeAxios(origin) {
  const { default: axios } = await import('axios');
  return axios.create({
    baseURL: origin,
    timeout: TIMEOUT_MS,
    headers: HEADERS,
    httpAgent: new HttpAgent({ keepAlive: true }),
  });
}

async function plainAxios(origin) {
  const instance = await makeAxios(origin);
  return async () => (await instance.get(PATH)).data;
}

/** The policies that our client has, as they are usually put together: axios-retry, opossum, a window of times, an id. */
async function axiosWithPolicies(origin) {
  const [{ default: axiosRetry }, { default: CircuitBreaker }] = await Promise.all([
    import('axios-retry'),
    import('opossum'),
  ]);
  const instance = await makeAxios(origin);
  axiosRetry(instance, { retries: MAX_RETRIES, retryDelay: axiosRetry.exponentialDelay });
  const windowMs = 1_000;
  const perWindow = (PER_MINUTE * windowMs) / 60_000;
  let windowStart = 0;
  let inWindow = 0;
  instance.interceptors.request.use(async (config) => {
    const now = Date.now();
    if (now - windowStart >= windowMs) {
      windowStart = now;
      inWindow = 0;
    }
    inWindow += 1;
    if (inWindow > perWindow) await new Promise((resolve) => setTimeout(resolve, windowStart + windowMs - now));
    config.headers.set('x-correlation-id', randomUUID());
    return config;
  });
  instance.interceptors.response.use(undefined, (error) => {
    throw new Error(`${error.config?.method} ${error.config?.url}: ${error.message}`, { cause: error });
  });
  // The time limit is that of axios.
  const breaker = new CircuitBreaker((path) => instance.get(path), { timeout: false, resetTimeout: 60_000 });
  return async () => (await breaker.fire(PATH)).data;
}

async function kyClient(origin) {
  const { default: ky } = await import('ky');
  const instance = ky.create({ headers: HEADERS, timeout: TIMEOUT_MS, retry: MAX_RETRIES });
  const url = origin + PATH;
  return () => instance.get(url).json();
}

async function openaiNode(origin) {
  const { default: OpenAI } = await import('openai');
  const client = new OpenAI({ apiKey: KEY, baseURL: origin, timeout: TIMEOUT_MS, maxRetries: MAX_RETRIES });
  return () => client.get(PATH);
}
