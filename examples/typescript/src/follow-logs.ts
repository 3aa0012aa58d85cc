// Reads what an instance prints, line by line. The address carries a token: it is read from the answer and never shown.
import { NovitaApiService, NovitaClient } from '@novita-fleet/client';

await using client = new NovitaClient();
const novita = new NovitaApiService(client);

const request = { kind: 'gpu', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60 } as const;
const { id } = await novita.createInstance({ ...request, name: 'logged', imageUrl: 'library/python:3.12' });
try {
  await novita.waitForInstance(id, { until: 'running' });
  const { logs } = await novita.instances.get(id);
  const address = logs?.instanceAddress;
  if (address === undefined) throw new Error('the cloud shows no address of the log');
  await using log = await client.stream({ url: address, idleTimeoutMs: 10_000 });
  let count = 0;
  for await (const line of log.lines()) {
    console.log(`| ${line}`);
    count += 1;
    if (count === 100) break;
  }
  console.log(`${count} lines`);
} finally {
  await novita.instances.delete(id);
}
