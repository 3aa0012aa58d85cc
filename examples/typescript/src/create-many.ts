// Ten instances at once, a few at a time. Every one of them is known in the end, whatever happened.
import { NovitaApiService, NovitaClient } from '@novita-fleet/client';

await using client = new NovitaClient();
const novita = new NovitaApiService(client);

const job = { kind: 'gpu', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60 } as const;
const requests = Array.from({ length: 10 }, (_, index) => ({
  ...job,
  name: `batch-${index + 1}`,
  imageUrl: 'library/python:3.12',
}));

const abort = new AbortController();
process.once('SIGINT', () => abort.abort());

const results = await novita.createInstances(requests, {
  concurrency: 4,
  signal: abort.signal,
  onResult: (result, index) => {
    console.log(`${index + 1}: ${result.ok ? result.instance.id : `${result.outcome}: ${result.error.message}`}`);
  },
});

const ids = results.flatMap((result) => (result.ok ? [result.instance.id] : []));
console.log(`${ids.length} of ${requests.length} created`);
for (const result of results) {
  if (!result.ok && result.outcome === 'unclear') console.log(`look for ${result.marker}: it may exist`);
}

// All waits together cost one list call at a time.
await Promise.all(ids.map((id) => novita.waitForInstance(id, { until: 'running' })));
console.log('all are running');
await Promise.all(ids.map((id) => novita.instances.delete(id)));
await Promise.all(ids.map((id) => novita.waitForInstance(id, { until: 'deleted' })));
console.log('all are deleted');
