import { FieldError, Fields } from '../fields.js';
import { readEnvVars } from '../http/env-vars.js';
import { billingModesOf, type BillingMode, type Cluster, type Product } from '../world/catalogue.js';
import type { InstanceSpec, StorageMount, TermRequest } from '../world/instance.js';
import { Refusal } from '../world/refusal.js';
import type { World } from '../world/world.js';
import { readExposedPorts, readTools } from './exposed-ports.js';

/** The service raises smaller root disks to this, in GB; page `gpu-instance-create-instance`. */
const MIN_ROOTFS_GB = 10;
const MAX_ROOTFS_GB = 6144;

const DEFAULT_MOUNT_POINT = '/network';
const DEFAULT_LOCAL_MOUNT_POINT = '/workspace';

/**
 * Checks the body of a create request by the limits of the pages `gpu-instance-create-instance` and
 * `gpu-instance-create-cpu-instance`. Unknown keys are ignored, as the live service does.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 * @throws Refusal for what is well formed and cannot be had.
 */
export function readCreateRequest(body: unknown, world: World): InstanceSpec {
  const fields = new Fields(body, 'body');
  const productId = fields.required('productId', fields.text('productId', { minLength: 1, maxLength: 255 }));
  const kind = fields.required('kind', fields.oneOf('kind', ['gpu', 'cpu']));
  return kind === 'gpu' ? readGpuRequest(fields, productId, world) : readCpuRequest(fields, productId, world);
}

function readGpuRequest(fields: Fields, productId: string, world: World): InstanceSpec {
  const gpuNum = fields.required('gpuNum', fields.integer('gpuNum', { min: 1, max: 8 }));
  const rootfsSize = fields.required('rootfsSize', fields.integer('rootfsSize', { max: MAX_ROOTFS_GB }));
  const { clusterId, ...common } = readCommon(fields, world);
  const { billingMode, term } = readBillingMode(fields);
  fields.text('minCudaVersion', { maxLength: 255 });

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
    ...common,
    kind: 'gpu',
    product,
    cluster: chooseCluster(world, product, clusterId, gpuNum),
    gpuNum,
    rootfsSize: Math.max(rootfsSize, MIN_ROOTFS_GB),
    billingMode,
    ...(term === undefined ? {} : { term }),
    localMountPoint: '',
  };
}

/** A CPU product has one size, and is sold as pay-as-you-go only. */
function readCpuRequest(fields: Fields, productId: string, world: World): InstanceSpec {
  const { clusterId, ...common } = readCommon(fields, world);
  const localMountPoint = fields.text('localStorageMountPoint', { minLength: 1, maxLength: 4095 });
  const product = world.catalogue.cpuProduct(productId);
  if (product === undefined) throw new FieldError('productId', 'there is no such CPU product');
  return {
    ...common,
    kind: 'cpu',
    product,
    cluster: chooseCluster(world, product, clusterId, 1),
    gpuNum: 0,
    rootfsSize: product.maxRootFs,
    billingMode: 'onDemand',
    localMountPoint: localMountPoint ?? DEFAULT_LOCAL_MOUNT_POINT,
  };
}

function readCommon(fields: Fields, world: World) {
  const imageUrl = fields.required('imageUrl', fields.text('imageUrl', { minLength: 1, maxLength: 500 }));
  fields.text('imageAuth', { maxLength: 10_239 });
  const tools = readTools(fields.list('tools') ?? []);
  return {
    name: fields.text('name', { maxLength: 255 }) ?? '',
    imageUrl,
    imageAuthId: fields.text('imageAuthId', { maxLength: 255 }) ?? '',
    command: fields.text('command', { maxLength: 2047 }) ?? '',
    entrypoint: fields.text('entrypoint', { maxLength: 2047 }) ?? '',
    clusterId: fields.text('clusterId', { maxLength: 255 }) ?? '',
    envs: readEnvVars(fields),
    tools,
    ports: readExposedPorts(fields.text('ports') ?? '', tools),
    storages: readStorages(fields.list('networkStorages', { maxItems: 30 }) ?? [], world),
    networkId: fields.text('networkId', { maxLength: 255 }) ?? '',
  };
}

function readBillingMode(fields: Fields): { billingMode: BillingMode; term: TermRequest | undefined } {
  const mode = fields.oneOf('billingMode', ['onDemand', 'monthly', 'spot']) ?? 'onDemand';
  const month = fields.integer('month', { min: 0, max: 120 }) ?? 0;
  const autoRenew = fields.flag('autoRenew') ?? false;
  const autoRenewMonths = fields.integer('autoRenewMonth', { min: 1, max: 12 }) ?? 1;
  // A term of more than 0 months forces the mode; the mode without a term is taken for one month.
  const isMonthly = month > 0 || mode === 'monthly';
  if (autoRenew && !isMonthly) throw new FieldError('autoRenew', 'is only for monthly billing');
  if (!isMonthly) return { billingMode: mode, term: undefined };
  return { billingMode: 'monthly', term: { months: Math.max(month, 1), autoRenew, autoRenewMonths } };
}

/** @throws Refusal `NETWORK_STORAGE_NOT_FOUND`. */
function readStorages(entries: readonly unknown[], { networkStorages }: World): StorageMount[] {
  return entries.map((entry, index) => {
    const fields = new Fields(entry, `networkStorages[${index}]`, `networkStorages[${index}].`);
    const storageId = fields.required('Id', fields.text('Id', { minLength: 1 }));
    const mountPoint = fields.text('mountPoint', { minLength: 1, maxLength: 4095 }) ?? DEFAULT_MOUNT_POINT;
    return { storageId, mountPoint, size: networkStorages.get(storageId).sizeGb };
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
