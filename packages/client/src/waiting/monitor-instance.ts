import { NovitaError } from '@novita-fleet/resilience';
import { AbortedError } from '../errors/call-errors.js';
import { checkId } from '../resources/check-id.js';
import type { Instance } from '../resources/instance.js';
import { resolveWait, type PhaseChange, type WaitOptions, type WaitProgress } from './wait-options.js';
import type { WaitGoal } from './wait-state.js';
import type { WaitTicker } from './wait-ticker.js';
import type { WaitEnd } from './wait.js';

/** What was waited for will not be reached, or took too long. */
interface MonitorFailure<Kind extends 'failed' | 'timeout'> {
  readonly kind: Kind;
  readonly at: Date;
  /**
   * An `InstanceFailedError` or a `WaitTimeoutError`; an `UnauthorizedError`, `ForbiddenError` or `ClientClosedError`
   * when looking on is in vain.
   */
  readonly error: NovitaError;
  /** The last sight of it, undefined when there was none. */
  readonly instance: Instance | undefined;
}

/**
 * What a monitor gives: changes of phase, and as the last item how it ended.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type MonitorItem } from '@novita-fleet/client';
 *
 * function lineOf(item: MonitorItem): string {
 *   if (item.kind === 'phase') return `${item.phase}: ${item.status}`;
 *   if (item.kind === 'failed' || item.kind === 'timeout') return item.error.message;
 *   return `${item.kind} at ${item.at.toISOString()}`;
 * }
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * for await (const item of novita.monitorInstance('3560b7fec915bbf9')) console.log(lineOf(item));
 * ```
 */
export type MonitorItem =
  | PhaseChange
  /** What was waited for is reached. */
  | { readonly kind: WaitGoal; readonly at: Date; readonly instance: Instance }
  // Apart, so that a comparison of each `kind` rules it out.
  | MonitorFailure<'failed'>
  | MonitorFailure<'timeout'>;

/** Follows an instance; `NovitaApiService.monitorInstance` is this with its parts filled in. */
export async function* monitorInstance(
  ticker: WaitTicker,
  id: string,
  options: WaitOptions,
): AsyncGenerator<MonitorItem, void, undefined> {
  const settings = resolveWait('monitorInstance', options);
  checkId(id, 'instance');
  const { signal, onProgress } = settings;
  if (signal?.aborted === true) throw new AbortedError(false, { cause: signal.reason });
  const items: PhaseChange[] = [];
  const outcome: { end?: WaitEnd } = {};
  let wake = (): void => undefined;
  const note = (progress: WaitProgress): void => {
    if (progress.kind === 'phase') items.push(progress);
    wake();
    onProgress?.(progress);
  };
  const wait = ticker.begin(id, { ...settings, onProgress: note }, (end) => {
    outcome.end = end;
    wake();
  });
  try {
    for (;;) {
      const item = items.shift();
      if (item !== undefined) yield item;
      else if (outcome.end !== undefined) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    yield lastItem(outcome.end, settings.rules.until);
  } finally {
    wait.stop();
  }
}

/** @throws AbortedError when the wait was aborted, and what a callback of the caller threw. */
function lastItem(end: WaitEnd, until: WaitGoal): MonitorItem {
  if (end.kind === 'reached') return { kind: until, at: end.at, instance: end.instance };
  const { kind, at, error, instance } = end;
  if (error instanceof AbortedError || !(error instanceof NovitaError)) throw error;
  return { kind, at, error, instance };
}
