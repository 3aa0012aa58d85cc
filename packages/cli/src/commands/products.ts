import { compareMoney, meansCluster, type FleetProduct, type Money, type Product } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { showMoney } from '../output/instance-shapes.js';
import type { Shape } from '../output/printer.js';
import { without } from '../without.js';
import type { products } from '../specs/reading.js';

const STOCK: readonly string[] = ['none', 'low', 'normal', 'high'];

type ProductsContext = Context<typeof products.options>;

/** A product, whoever told of it. Prices are for one GPU and one hour. */
interface Offer {
  readonly id: string;
  readonly name: string;
  readonly price: Money | null;
  readonly spotPrice: Money | null;
  readonly available: boolean;
  readonly inventory: string | null;
  readonly regions: readonly string[];
  readonly vcpusPerGpu: number | null;
  readonly memoryPerGpuGb: number | null;
}

export async function run(context: ProductsContext): Promise<undefined> {
  const { values, printer } = context;
  const all = values.cloud ? await offersOfCloud(context) : await offersOfFleet(context);
  const found = all.filter(({ available }) => available || !values.available);
  found.sort(orderOf(values.sort ?? 'price'));
  if (values.reverse) found.reverse();
  await printer.list(found, SHAPE);
}

async function offersOfFleet({ values: { gpu, region }, interrupts, fleet }: ProductsContext): Promise<Offer[]> {
  const filter = { ...(gpu !== undefined && { name: gpu }), ...(region !== undefined && { region }) };
  const client = await fleet();
  const offers = new Map<string, Offer>();
  // The server tells of one way of paying at a time.
  for (const billingMode of ['onDemand', 'spot'] as const) {
    for (const each of await client.catalogue.products({ ...filter, billingMode }, { signal: interrupts.signal })) {
      offers.set(each.id, merged(offers.get(each.id), each));
    }
  }
  return [...offers.values()];
}

function merged(known: Offer | undefined, product: FleetProduct): Offer {
  const { billingMode, pricePerGpuHour } = product;
  const rest = without(product, 'billingMode', 'pricePerGpuHour', 'minRootfsGb', 'maxRootfsGb');
  return {
    ...rest,
    price: billingMode === 'onDemand' ? pricePerGpuHour : (known?.price ?? null),
    spotPrice: billingMode === 'spot' ? pricePerGpuHour : (known?.spotPrice ?? null),
    available: rest.available || known?.available === true,
  };
}

async function offersOfCloud({ values, interrupts, cloud: connect }: ProductsContext): Promise<Offer[]> {
  const cloud = await connect();
  const call = { signal: interrupts.signal };
  const all = await cloud.products.list(values.gpu === undefined ? {} : { productName: values.gpu }, call);
  const { region } = values;
  if (region === undefined) return all.map(offerOf);
  const clusters = await cloud.clusters.list(call);
  const cluster = clusters.find((each) => meansCluster(region, each));
  if (cluster === undefined) {
    const names = clusters.map(({ name }) => name).join(', ');
    throw usageError(`There is no region ${JSON.stringify(region)}.`, `Regions: ${names}.`);
  }
  const isThere = ({ regions }: Product): boolean =>
    regions.length === 0 || regions.some((name) => meansCluster(name, cluster));
  return all.filter(isThere).map(offerOf);
}

function offerOf(product: Product): Offer {
  const { id, name, price, spotPrice, available, inventory, regions, cpuPerGpu, memoryPerGpuGb } = product;
  return {
    ...{ id, name, available, regions, price: price ?? null, spotPrice: spotPrice ?? null },
    ...{ inventory: inventory ?? null, vcpusPerGpu: cpuPerGpu ?? null, memoryPerGpuGb: memoryPerGpuGb ?? null },
  };
}

function orderOf(sort: 'price' | 'spot' | 'name' | 'memory' | 'stock'): (a: Offer, b: Offer) => number {
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
function comparePrices(a: Money | null, b: Money | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareMoney(a, b);
}

function stockOf({ inventory }: Offer): number {
  return STOCK.indexOf(inventory ?? 'none');
}

const SHAPE: Shape<Offer> = {
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
    { title: 'VCPU', text: ({ vcpusPerGpu }) => String(vcpusPerGpu ?? '-'), align: 'right', dispensable: 2 },
    { title: 'RAM GB', text: ({ memoryPerGpuGb }) => String(memoryPerGpuGb ?? '-'), align: 'right', dispensable: 3 },
    { title: 'REGIONS', text: ({ regions }) => (regions.length === 0 ? 'all' : regions.join(', ')), dispensable: 4 },
  ],
  name: ({ id }) => id,
  whenEmpty: 'No product fits.',
};
