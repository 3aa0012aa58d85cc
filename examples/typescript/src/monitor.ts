// Follows an instance until its port answers, phase by phase. Pass the id of one that exists, or none to create one.
import { NovitaApiService, NovitaClient } from '@novita-fleet/client';

await using client = new NovitaClient();
const novita = new NovitaApiService(client);

const given = process.argv[2];
const id = given ?? (await create());

for await (const item of novita.monitorInstance(id, { probes: [{ type: 'http', port: 8080 }] })) {
  switch (item.kind) {
    case 'phase':
      console.log(`${item.phase} (${item.status})`);
      break;
    case 'failed':
    case 'timeout':
      console.error(`${item.kind}: ${item.error.message}`);
      process.exitCode = 1;
      break;
    default:
      console.log(`${item.kind}: ${item.instance.ports.map(({ endpoint }) => endpoint).join(', ')}`);
  }
}
if (given === undefined) {
  await novita.instances.delete(id);
  console.log('deleted');
}

async function create(): Promise<string> {
  const request = { kind: 'gpu', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60 } as const;
  const ports = { ports: '8080/http', imageUrl: 'library/python:3.12' };
  const created = await novita.createInstance({ ...request, ...ports, name: 'monitored' });
  return created.id;
}
