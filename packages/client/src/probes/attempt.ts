import { checkNumber, systemClock } from '@novita-fleet/resilience';
import { AbortedError } from '../errors/call-errors.js';
import { DEFAULT_PROBE_TIMEOUT_MS, type ProbeSettings } from './probe-settings.js';
import type { ProbeResult } from './probe-result.js';

/**
 * Runs one attempt of a probe within its time. Timer and listener are gone when it returns.
 *
 * @param begin - begins the attempt and is handed what ends it, to be called later; returns what cleans up, which is
 * called once, however the attempt ends.
 * @throws InvalidArgumentError when `timeoutMs` is out of range.
 * @throws AbortedError when the signal is aborted.
 */
export function attempt(
  { timeoutMs = DEFAULT_PROBE_TIMEOUT_MS, signal, clock = systemClock }: ProbeSettings,
  begin: (end: (result: ProbeResult) => void) => () => void,
): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    checkNumber('timeoutMs', timeoutMs, { min: 1 });
    if (signal?.aborted === true) throw new AbortedError(false, { cause: signal.reason });
    let isOver = false;
    const leave = (): void => {
      isOver = true;
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
      cleanUp();
    };
    const end = (result: ProbeResult): void => {
      if (isOver) return;
      leave();
      resolve(result);
    };
    const onAbort = (): void => {
      leave();
      reject(new AbortedError(true, { cause: signal?.reason }));
    };
    const cleanUp = begin(end);
    const detail = `no answer within ${timeoutMs} ms`;
    const timer = clock.setTimeout(() => end({ passed: false, detail }), timeoutMs, true);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Such as `ECONNREFUSED`; never a message, which may hold an address with a password. */
export function connectionFailure(error: unknown): ProbeResult {
  const { code } = error as { code?: unknown };
  return { passed: false, detail: typeof code === 'string' ? code : 'no connection' };
}
