import { FieldError, Fields } from '../fields.js';
import { readEnvVars } from '../http/env-vars.js';
import { readExposedPorts } from '../v1/exposed-ports.js';
import { billingModesOf, type BillingMode, type Cluster, type Product } from '../world/catalogue.js';
import { unitsOf } from '../world/instance-bill.js';
import type { AutoMigrate, InstanceSpec, StorageMount, TermRequest } from '../world/instance.js';
import { Refusal } from '../world/refusal.js';
import type { World } from '../world/world.js';
import { readPorts } from './port-list.js';

/** As in v1: smaller root disks are raised to this, in GB. */
const MIN_ROOTFS_GB = 10;
const JUPYTER_PORT = 8888;

/** Name in v1 of each billing mode of v2. */
const V1_BILLING_MODES = { postpaid: 'onDemand', prepaid: 'monthly', spot: 'spot' } as const;

/** What a create request of v2 asks for. */
export interface V2CreateRequest {
  readonly spec: InstanceSpec;
  readonly autoMigrate: AutoMigrate | undefined;
}

/**
 * Checks the body of the page `gpus-v2-create-instance`. Lengths that v2 does not publish are those of v1; unknown
 * keys are ignored.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 * @throws Refusal for what is well formed and cannot be had.
 */
export function readV2CreateRequest(fields: Fields, world: World): V2CreateRequest {
  const kind = fields.oneOf('type', ['gpu', 'cpu']) ?? 'gpu';
  const productId = fields.required('product_id', fields.text('product_id', { minLength: 1, maxLength: 255 }));
  const tools = readTools(fields.raw('tools') ?? {});
  const common = {
    kind,
    name: fields.required('name', fields.text('name', { minLength: 1, maxLength: 255 })),
    imageUrl: fields.required('image', fields.text('image', { minLength: 1, maxLength: 500 })),
    imageAuthId: fields.text('registry_auth_id', { maxLength: 255 }) ?? '',
    entrypoint: fields.text('entrypoint', { maxLength: 2047 }) ?? '',
    command: fields.text('command', { maxLength: 2047 }) ?? '',
    envs: readEnvVars(fields),
    tools,
    ports: readExposedPorts(readPorts(fields) ?? '', tools),
    networkId: readNetworkId(fields.raw('network') ?? {}),
    storages: readVolumes(fields, world),
    localMountPoint: '',
  };
  const autoMigrate = fields.raw('auto_migrate');
  const { billingMode, term } = readBilling(fields.required('billing', fields.raw('billing')));
  const { gpuNum, rootfsGb } = readResource(fields.required('resource', fields.raw('resource')), kind);

  const product = kind === 'gpu' ? world.catalogue.product(productId) : world.catalogue.cpuProduct(productId);
  if (product === undefined) throw new FieldError('product_id', 'there is no such product');
  if (rootfsGb > product.maxRootFs) {
    throw new FieldError('resource.rootfs_size_gb', `the product allows at most ${product.maxRootFs} GB`);
  }
  if (!billingModesOf(product).includes(billingMode)) {
    const message = `billing.mode: ${product.id} is not sold as that`;
    throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', message);
  }
  return {
    spec: {
      ...common,
      product,
      cluster: chooseRegion(world, product, readRegions(fields), unitsOf({ gpuNum })),
      gpuNum,
      rootfsSize: Math.max(rootfsGb, MIN_ROOTFS_GB),
      billingMode,
      ...(term === undefined ? {} : { term }),
    },
    autoMigrate: autoMigrate === undefined ? undefined : readAutoMigrate(autoMigrate),
  };
}

/** @throws FieldError naming the key of `auto_migrate`. */
export function readAutoMigrate(source: unknown): AutoMigrate {
  const fields = new Fields(source, 'auto_migrate', 'auto_migrate.');
  return {
    isOpen: fields.required('enabled', fields.flag('enabled')),
    systemDisk: fields.flag('include_system_disk') ?? false,
  };
}

/** @returns the months of renewal, or undefined for none. @throws FieldError naming the key of `auto_renew`. */
export function readAutoRenew(source: unknown, path = 'auto_renew'): number | undefined {
  const fields = new Fields(source, path, `${path}.`);
  const isOn = fields.required('enabled', fields.flag('enabled'));
  const months = fields.integer('months', { min: 1, max: 12 }) ?? 1;
  return isOn ? months : undefined;
}

function readBilling(source: unknown): { billingMode: BillingMode; term: TermRequest | undefined } {
  const fields = new Fields(source, 'billing', 'billing.');
  const mode = fields.required('mode', fields.oneOf('mode', ['postpaid', 'prepaid', 'spot']));
  const billingMode = V1_BILLING_MODES[mode];
  if (mode !== 'prepaid') return { billingMode, term: undefined };
  const prepaid = new Fields(fields.raw('prepaid') ?? {}, 'billing.prepaid', 'billing.prepaid.');
  const months = prepaid.integer('months', { min: 1, max: 120 }) ?? 1;
  const renewal = prepaid.raw('auto_renew');
  const autoRenewMonths = renewal === undefined ? undefined : readAutoRenew(renewal, 'billing.prepaid.auto_renew');
  const autoRenew = autoRenewMonths !== undefined;
  return { billingMode, term: { months, autoRenew, autoRenewMonths: autoRenewMonths ?? 1 } };
}

/** A CPU instance has no GPUs, whatever the request says. */
function readResource(source: unknown, kind: 'gpu' | 'cpu'): { gpuNum: number; rootfsGb: number } {
  const fields = new Fields(source, 'resource', 'resource.');
  const rootfsGb = fields.required('rootfs_size_gb', fields.integer('rootfs_size_gb', { min: 1 }));
  fields.text('min_cuda_version', { maxLength: 255 });
  const asked = fields.integer('gpu_num', { min: kind === 'gpu' ? 1 : 0, max: 8 });
  return { gpuNum: kind === 'gpu' ? fields.required('gpu_num', asked) : 0, rootfsGb };
}

function readTools(source: unknown): InstanceSpec['tools'] {
  const jupyter = new Fields(source, 'tools', 'tools.').raw('jupyter');
  if (jupyter === undefined) return [];
  const fields = new Fields(jupyter, 'tools.jupyter', 'tools.jupyter.');
  const port = fields.integer('port', { min: 1, max: 65_535 }) ?? JUPYTER_PORT;
  const type = fields.oneOf('protocol', ['http', 'tcp']) ?? 'http';
  return fields.flag('enabled') === true ? [{ name: 'Jupyter', port: String(port), type }] : [];
}

/** A wanted address is accepted, and the network gives its own. */
function readNetworkId(source: unknown): string {
  const fields = new Fields(source, 'network', 'network.');
  fields.text('ip', { maxLength: 255 });
  return fields.text('id', { maxLength: 255 }) ?? '';
}

/** @throws Refusal `NETWORK_STORAGE_NOT_FOUND`. */
function readVolumes(fields: Fields, { networkStorages }: World): StorageMount[] {
  return (fields.list('volumes', { maxItems: 30 }) ?? []).map((entry, index) => {
    const volume = new Fields(entry, `volumes[${index}]`, `volumes[${index}].`);
    volume.required('type', volume.oneOf('type', ['network']));
    const storageId = volume.required('id', volume.text('id', { minLength: 1, maxLength: 255 }));
    const mountPoint = volume.required('mount_point', volume.text('mount_point', { minLength: 1, maxLength: 4095 }));
    return { storageId, mountPoint, size: networkStorages.get(storageId).sizeGb };
  });
}

function readRegions(fields: Fields): string[] {
  return (fields.list('candidate_regions') ?? []).map((region, index) => {
    if (typeof region === 'string') return region;
    throw new FieldError(`candidate_regions[${index}]`, 'must be the id of a region');
  });
}

/** The first candidate with room, else the first one, which then refuses; no candidates mean all regions. */
function chooseRegion(world: World, product: Product, candidates: readonly string[], units: number): Cluster {
  const unknown = candidates.find((id) => world.catalogue.cluster(id) === undefined);
  if (unknown !== undefined) throw new FieldError('candidate_regions', 'there is no such region');
  const offering = world.catalogue
    .clustersOf(product)
    .filter(({ id }) => candidates.length === 0 || candidates.includes(id));
  const region = offering.find(({ id }) => world.stock.free(product.id, id) >= units) ?? offering[0];
  if (region === undefined) throw new FieldError('candidate_regions', `${product.id} is offered in none of them`);
  return region;
}
