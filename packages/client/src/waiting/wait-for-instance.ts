import { AbortedError } from '../errors/call-errors.js';
import { checkId } from '../resources/check-id.js';
import type { Instance } from '../resources/instance.js';
import { resolveWait, type WaitOptions } from './wait-options.js';
import type { WaitTicker } from './wait-ticker.js';

/** Waits until an instance is what it should be; `NovitaApiService.waitForInstance` is this with its parts filled in. */
export async function waitForInstance(ticker: WaitTicker, id: string, options: WaitOptions): Promise<Instance> {
  const settings = resolveWait('waitForInstance', options);
  checkId(id, 'instance');
  const { signal } = settings;
  if (signal?.aborted === true) throw new AbortedError(false, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    ticker.begin(id, settings, (end) => {
      if (end.kind === 'reached') resolve(end.instance);
      else reject(end.error);
    });
  });
}
