// Leaves one monitor, aborts one wait and sees one to its end, in time that runs ten times as fast; then it does
// nothing more: the process must end although the client stays open.
import { register } from 'node:module';

register('../typescript-hooks.mjs', import.meta.url);
const { NovitaApiService, NovitaClient } = await import('@novita-fleet/client');
const { systemClock } = await import('@novita-fleet/resilience');
const clock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * 10,
  setTimeout: (callback, delayMs, background) => systemClock.setTimeout(callback, delayMs / 10, background),
};
const client = new NovitaClient({ apiKey: 'sk_test_key', baseUrl: process.argv[2] });
const api = new NovitaApiService(client, { clock });
for await (const item of api.monitorInstance('abc')) {
  console.log(item.phase);
  break;
}
console.log('left');
const abort = new AbortController();
const aborted = api.waitForInstance('abc', { signal: abort.signal, onProgress: () => abort.abort() });
console.log(await aborted.catch((error) => error.code));
console.log((await api.waitForInstance('abc')).status);
