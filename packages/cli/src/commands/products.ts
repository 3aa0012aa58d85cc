import { compareMoney, meansCluster, type Money, type Product } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { showMoney } from '../output/instance-shapes.js';
import type { Shape } from '../output/printer.js';
import type { products } from '../specs/reading.js';

const STOCK: readonly string[] = ['none', 'low', 'normal', 'high'];

export async function run(context: Context<typeof products.options>): Promise<undefined> {
  const { values, printer, interrupts } = context;
  const cloud = await context.cloud();
  const call = { signal: interrupts.signal };
  const all = await cloud.products.list(values.gpu === undefined ? {} : { productName: values.gpu }, call);
  let found = all.filter(({ available }) => available || !values.available);
  const { region } = values;
  if (region !== undefined) {
    const clusters = await cloud.clusters.list(call);
    const cluster = clusters.find((each) => meansCluster(region, each));
    if (cluster === undefined) {
      throw usageError(
        `There is no region ${JSON.stringify(region)}.`,
        `Regions: ${clusters.map(({ name }) => name).join(', ')}.`,
      );
    }
    found = found.filter(({ regions }) => regions.length === 0 || regions.some((name) => meansCluster(name, cluster)));
  }
  found.sort(orderOf(values.sort ?? 'price'));
  if (values.reverse) found.reverse();
  await printer.list(found, SHAPE);
}

function orderOf(sort: 'price' | 'spot' | 'name' | 'memory' | 'stock'): (a: Product, b: Product) => number {
  switch (sort) {
    case 'price':
      return (a, b) => comparePrices(a.price, b.price);
    case 'spot':
      return (a, b) => comparePrices(a.spotPrice, b.spotPrice);
    case 'name':
      return (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name));
    case 'memory':
      return (a, b) => (b.memoryPerGpuGb ?? 0) - (a.memoryPerGpuGb ?? 0);
    case 'stock':
      return (a, b) => stockOf(b) - stockOf(a);
  }
}

/** What has no price comes last. */
function comparePrices(a: Money | undefined, b: Money | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareMoney(a, b);
}

function stockOf({ inventory }: Product): number {
  return STOCK.indexOf(inventory ?? 'none');
}

const SHAPE: Shape<Product> = {
  columns: [
    { title: 'ID', text: ({ id }) => id },
    { title: 'NAME', text: ({ name }) => name },
    { title: 'PRICE', text: ({ price }) => showMoney(price), align: 'right' },
    { title: 'SPOT', text: ({ spotPrice }) => showMoney(spotPrice), align: 'right' },
    {
      title: 'STOCK',
      text: ({ available, inventory }) => (available ? (inventory ?? 'yes') : 'none'),
      style: ({ available }) => (available ? 'green' : 'dim'),
    },
    { title: 'VCPU', text: ({ cpuPerGpu }) => String(cpuPerGpu ?? '-'), align: 'right', dispensable: 2 },
    { title: 'RAM GB', text: ({ memoryPerGpuGb }) => String(memoryPerGpuGb ?? '-'), align: 'right', dispensable: 3 },
    { title: 'REGIONS', text: ({ regions }) => (regions.length === 0 ? 'all' : regions.join(', ')), dispensable: 4 },
  ],
  name: ({ id }) => id,
  whenEmpty: 'No product fits.',
};
