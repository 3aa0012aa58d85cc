// A tour of the client. It reads only: nothing is created, nothing costs money.
import { NotFoundError, NovitaApiService, NovitaClient, formatMoney } from '@novita-fleet/client';

await using client = new NovitaClient();
const novita = new NovitaApiService(client);

const health = await client.healthCheck();
console.log(`health: ${health.ok ? 'ok' : (health.error?.message ?? 'down')}`);
if (!health.ok) process.exit(1);
console.log(`circuit breaker: ${client.getCircuitBreakerState()}, queue: ${client.getQueueStatus().queueLength}`);

console.log('\nGPUs with 24 GB, pay as you go:');
for (const product of await novita.products.list({ productName: '24GB', billingMethod: 'onDemand' })) {
  const price = product.price === undefined ? 'no price' : `${formatMoney(product.price)} an hour`;
  console.log(`  ${product.name} (${product.id}): ${price}, in ${product.regions.join(', ') || 'every region'}`);
}

const best = await novita.getOptimalProduct({ gpuName: '4090', billingMode: 'spot', maxHourlyPrice: '1.00' });
console.log(
  `\nthe cheapest 4090 on the spot market: ${best.product.name} for ${formatMoney(best.hourlyPrice)} an hour`,
);

const { items: templates } = await novita.templates.list({ channel: ['official'], pageSize: 3, pageNum: 1 });
console.log('\nofficial templates:');
for (const template of templates) console.log(`  ${template.name}: ${template.image ?? 'no image'}`);

let count = 0;
for await (const instance of novita.instances.listAll()) {
  count += 1;
  if (count <= 5) console.log(`  ${instance.name}: ${instance.status}`);
}
console.log(`\n${count} instances in the account`);

try {
  await novita.instances.get('0000000000000000');
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
  console.log(`\nan expected error: ${error.code} after ${error.attempts} attempt`);
}

const [clusters, balance, v2Products] = await Promise.all([
  novita.clusters.list(),
  novita.billing.getBalance(),
  novita.v2.products.list(),
]);
console.log(`\nthree calls at once: ${clusters.length} clusters, ${v2Products.items.length} products of v2`);
if (balance.available !== undefined) console.log(`balance: ${formatMoney(balance.available)}`);

const raw = await client.requestRaw({ method: 'GET', path: '/gpu-instance/openapi/v1/clusters' });
console.log(`a raw call: ${raw.status}, ${raw.body.length} bytes, ${String(raw.headers['content-type'])}`);

const { calls, retries, callLatency } = client.stats();
console.log(`\n${calls} calls, ${retries} retries, half of them within ${callLatency.p50Ms?.toFixed(1)} ms`);
