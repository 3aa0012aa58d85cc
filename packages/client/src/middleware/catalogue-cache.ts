import { Coalescer, type Clock } from '@novita-fleet/resilience';
import type { AnswerCache, KeptAnswer } from '../answer-cache.js';
import type { ApiKey } from '../api-key.js';
import { decodeJson } from '../decode.js';
import { Call, type CallHandler, type Layer } from './call.js';
import { askForKey } from './credentials.js';
import { abortedError, type Waits } from './waits.js';

export interface CatalogueCacheSettings {
  readonly apiKey: ApiKey;
  readonly cache: AnswerCache;
  readonly waits: Waits;
  readonly clock: Clock;
}

/**
 * Lets reads of a catalogue share answers: an equal read waits for the one under way, or takes an answer that is kept.
 * Equal are reads of one target by one key under the same limits. Each reads the bytes of the answer for itself, so that
 * nobody sees what another has changed in its result. Errors are not kept.
 */
export function catalogueCache(settings: CatalogueCacheSettings): Layer {
  const flights = new Coalescer<KeptAnswer>();
  return (next) => (call) => {
    const { catalogue, format } = call.settings;
    const shares = catalogue && format === 'json' && call.headers.length === 0;
    return shares ? read(call, next, flights, settings) : next(call);
  };
}

async function read(
  call: Call,
  next: CallHandler,
  flights: Coalescer<KeptAnswer>,
  { apiKey, cache, waits, clock }: CatalogueCacheSettings,
): Promise<unknown> {
  const credential = typeof apiKey === 'string' ? apiKey : await askForKey(apiKey, call, waits);
  const answerKey = `${credential}\n${call.method} ${call.target}`;
  const kept = cache.get(answerKey, clock.monotonic());
  if (kept !== undefined) return share(call, kept, 'cache');
  const sent: { own?: Call; result?: unknown } = {};
  // A read with little time must not end one that has more, nor wait longer than it may.
  const flightKey = `${call.timeoutMs} ${call.deadlineMs} ${call.maxRetries} ${answerKey}`;
  const fly = async (signal: AbortSignal): Promise<KeptAnswer> => {
    const own = flightOf(call, signal, credential);
    sent.own = own;
    sent.result = await next(own);
    const answer = { response: own.response, secret: own.secret };
    cache.put(answerKey, answer, clock.monotonic());
    return answer;
  };
  try {
    const answer = await flights.run(flightKey, fly, call.signal);
    if (sent.own === undefined) return share(call, answer, 'shared');
    call.response = answer.response;
    call.secret = answer.secret;
    return sent.result;
  } catch (error) {
    if (call.signal?.aborted === true) throw abortedError(call, call.signal);
    throw error;
  } finally {
    call.attempts = sent.own?.attempts ?? 0;
  }
}

/** The call that is sent for all that wait; it ends when none of them does any more. */
function flightOf(call: Call, signal: AbortSignal, credential: string): Call {
  const flight = new Call({ ...call.settings, signal, correlationId: call.correlationId });
  flight.deadlineAt = call.deadlineAt;
  flight.event = call.event;
  flight.apiKey = credential;
  return flight;
}

function share(call: Call, { response, secret }: KeptAnswer, source: 'shared' | 'cache'): unknown {
  call.source = source;
  call.secret = secret;
  call.response = response;
  return decodeJson(response.body, call, response.status);
}
