import type { components } from '@novita-fleet/openapi/novita';
import { FieldError, Fields } from '../fields.js';
import { billingModesOf, type BillingMode, type Cluster, type Product } from '../world/catalogue.js';
import type { InstanceSpec } from '../world/instance.js';
import { Refusal } from '../world/refusal.js';
import type { World } from '../world/world.js';
import { readExposedPorts, readTools } from './exposed-ports.js';

/** The service raises smaller root disks to this, in GB; page `gpu-instance-create-instance`. */
const MIN_ROOTFS_GB = 10;
const MAX_ROOTFS_GB = 6144;

/**
 * Checks the body of a create request by the limits of the page `gpu-instance-create-instance`. Unknown keys are
 * ignored, as the live service does.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 * @throws Refusal for what is well formed and cannot be had.
 */
export function readCreateRequest(body: unknown, world: World): InstanceSpec {
  const fields = new Fields(body, 'body');
  const productId = fields.required('productId', fields.text('productId', { minLength: 1, maxLength: 255 }));
  const gpuNum = fields.required('gpuNum', fields.integer('gpuNum', { min: 1, max: 8 }));
  const rootfsSize = fields.required('rootfsSize', fields.integer('rootfsSize', { max: MAX_ROOTFS_GB }));
  const imageUrl = fields.required('imageUrl', fields.text('imageUrl', { minLength: 1, maxLength: 500 }));
  fields.required('kind', fields.oneOf('kind', ['gpu']));
  const name = fields.text('name', { maxLength: 255 }) ?? '';
  const imageAuthId = fields.text('imageAuthId', { maxLength: 255 }) ?? '';
  const command = fields.text('command', { maxLength: 2047 }) ?? '';
  const entrypoint = fields.text('entrypoint', { maxLength: 2047 }) ?? '';
  const clusterId = fields.text('clusterId', { maxLength: 255 }) ?? '';
  const envs = readEnvs(fields.list('envs', { maxItems: 100 }) ?? []);
  const tools = readTools(fields.list('tools') ?? []);
  const ports = readExposedPorts(fields.text('ports') ?? '', tools);
  const billingMode = readBillingMode(fields);
  fields.text('imageAuth', { maxLength: 10_239 });
  fields.text('minCudaVersion', { maxLength: 255 });
  refuseUnknownStorages(fields.list('networkStorages', { maxItems: 30 }) ?? []);
  if ((fields.text('networkId') ?? '') !== '') {
    throw new Refusal('rejected', 'NETWORK_NOT_FOUND', 'networkId: network not found');
  }

  const product = world.catalogue.product(productId);
  if (product === undefined) throw new FieldError('productId', 'there is no such product');
  if (rootfsSize > product.maxRootFs) {
    throw new FieldError('rootfsSize', `the product allows at most ${product.maxRootFs} GB, not ${rootfsSize}`);
  }
  if (!billingModesOf(product).includes(billingMode)) {
    const message = `billingMode: ${product.id} is not sold as ${billingMode}`;
    throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', message);
  }
  return {
    name,
    product,
    cluster: chooseCluster(world, product, clusterId, gpuNum),
    gpuNum,
    rootfsSize: Math.max(rootfsSize, MIN_ROOTFS_GB),
    imageUrl,
    imageAuthId,
    command,
    entrypoint,
    ports,
    tools,
    envs,
    billingMode,
  };
}

function readBillingMode(fields: Fields): BillingMode {
  const mode = fields.oneOf('billingMode', ['onDemand', 'monthly', 'spot']) ?? 'onDemand';
  const month = fields.integer('month', { min: 0 }) ?? 0;
  const autoRenew = fields.flag('autoRenew') ?? false;
  fields.integer('autoRenewMonth', { min: 1, max: 12 });
  const isMonthly = month > 0 || mode === 'monthly';
  if (autoRenew && !isMonthly) throw new FieldError('autoRenew', 'is only for monthly billing');
  return isMonthly ? 'monthly' : mode;
}

function readEnvs(entries: readonly unknown[]): components['schemas']['EnvVar'][] {
  return entries.map((entry, index) => {
    const fields = new Fields(entry, `envs[${index}]`, `envs[${index}].`);
    const key = fields.required('key', fields.text('key', { minLength: 1, maxLength: 511 }));
    return { key, value: fields.text('value', { maxLength: 4095 }) ?? '' };
  });
}

function refuseUnknownStorages(entries: readonly unknown[]): void {
  entries.forEach((entry, index) => {
    const fields = new Fields(entry, `networkStorages[${index}]`, `networkStorages[${index}].`);
    fields.required('Id', fields.text('Id', { minLength: 1 }));
    fields.text('mountPoint', { minLength: 1, maxLength: 4095 });
    throw new Refusal('rejected', 'NETWORK_STORAGE_NOT_FOUND', `networkStorages[${index}].Id: storage not found`);
  });
}

/** An empty id lets the scheduler choose: the first cluster with room, else the first, which then refuses. */
function chooseCluster(world: World, product: Product, clusterId: string, gpuNum: number): Cluster {
  const offering = world.catalogue.clustersOf(product);
  if (clusterId !== '') {
    if (world.catalogue.cluster(clusterId) === undefined) throw new FieldError('clusterId', 'there is no such cluster');
    const cluster = offering.find((candidate) => candidate.id === clusterId);
    if (cluster === undefined) throw new FieldError('clusterId', `${product.id} is not offered in ${clusterId}`);
    return cluster;
  }
  const cluster = offering.find(({ id }) => world.stock.free(product.id, id) >= gpuNum) ?? offering[0];
  if (cluster === undefined) throw new Refusal('rejected', 'INSUFFICIENT_RESOURCE', `${product.id} is offered nowhere`);
  return cluster;
}
