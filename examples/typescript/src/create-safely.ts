// Exactly one instance, on the spot market where that is possible, else on demand; then it is deleted again.
import { CreateRefusedError, CreateUnclearError, NovitaApiService, NovitaClient } from '@novita-fleet/client';

await using client = new NovitaClient();
const novita = new NovitaApiService(client);

// The cheapest first; each candidate is a product in a region.
const candidates = await novita.planCandidates([
  { gpuName: '4090', region: ['US-CA-06', 'AS-SGP-02'], billingMode: 'spot' },
  { gpuName: '4090', maxHourlyPrice: '0.80' },
]);
console.log(`${candidates.length} candidates`);

try {
  const created = await novita.createInstance(
    { kind: 'gpu', name: 'example', rootfsSize: 60, imageUrl: 'library/python:3.12', ports: '8080/http' },
    { candidates },
  );
  for (const { candidate, outcome, reason } of created.tries) {
    const place = `${candidate.billingMode} in ${candidate.clusterId ?? 'any cluster'}`;
    console.log(`  ${place}: ${outcome}${reason === undefined ? '' : ` (${reason})`}`);
  }
  console.log(
    `created ${created.name}, ${created.adopted ? 'found again after a lost answer' : 'with a clear answer'}`,
  );
  const instance = await novita.waitForInstance(created.id, {
    probes: [{ type: 'http', port: 8080 }],
    onProgress: (progress) => {
      if (progress.kind === 'phase') console.log(`  ${progress.phase}`);
    },
  });
  console.log(`ready at ${instance.ports[0]?.endpoint ?? 'no address'}`);
  await novita.instances.delete(created.id);
  await novita.waitForInstance(created.id, { until: 'deleted' });
  console.log('deleted');
} catch (error) {
  if (error instanceof CreateRefusedError) console.error(`every candidate was refused: ${error.message}`);
  else if (error instanceof CreateUnclearError) console.error(`search the list for ${error.marker}: it may exist`);
  throw error;
}
