import type { components } from '@novita-fleet/openapi/novita';
import type { V2TemplateRequest } from '@novita-fleet/client';
import type { ContractCases } from './contract-case.js';
import { dateOf, moneyOf, textOf } from './expected-values.js';
import { onOne } from './on-one.js';
import { pageOf, statusOf } from './v2-expected.js';

type Schemas = components['schemas'];

const TEMPLATE: V2TemplateRequest = {
  name: 'mine',
  type: 'instance',
  image: 'library/python:3.12',
  command: 'sleep 1',
  rootfs_size_gb: 20,
  ports: [{ port: 8000, protocol: 'http' }],
  envs: [{ key: 'MODE', value: 'test' }],
  metadata: { readme: '# Mine', tags: ['test'] },
};

const nothing = (): undefined => undefined;

/** Products, regions, templates and images of v2, by operation. */
export const V2_CATALOGUE_CASES: ContractCases = {
  v2ListProducts: {
    calls: ({ v2: { products } }) => {
      const query = {
        type: 'gpu',
        category: 'instance',
        cpu: 8,
        memory_gb: 16,
        rootfs_size: 60,
        billing_method: 'spot',
        region_ids: 'us-ca-6,as-sgp-2',
        limit: 3,
      } as const;
      return [
        { make: () => products.list(), sends: { query: { type: 'gpu', category: 'instance' } } },
        { make: () => products.list({ type: 'cpu' }), sends: { query: { type: 'cpu', category: 'instance' } } },
        {
          make: () => products.list({ category: 'serverless' }),
          sends: { query: { type: 'gpu', category: 'serverless' } },
        },
        { make: () => products.list(query), sends: { query } },
      ];
    },
    result: (answer) => pageOf(answer, productOf),
  },
  v2ListRegions: {
    calls: ({ v2: { regions } }) => [{ make: () => regions.list() }],
    result: ({ data }) =>
      data.map((raw) => ({
        id: raw.id,
        name: raw.name,
        gpus: raw.gpus,
        supportsNetworkVolumes: raw.feature?.network_volume,
        supportsNetworks: raw.feature?.instance_vpc_network,
        raw,
      })),
  },
  v2ListTemplates: {
    calls: async ({ v2: { templates } }, stage) => {
      await stage.template();
      const query = { name: 'm', type: 'instance', visibilities: 'private,community', is_my_community: false };
      return [
        { make: () => templates.list(), sends: { query: { limit: 100 } } },
        { make: () => templates.list({ limit: 1 }), sends: { query: { limit: 1 } } },
        { make: () => templates.list(query), sends: { query: { limit: 100, ...query, is_my_community: 'false' } } },
      ];
    },
    result: (answer) => pageOf(answer, templateOf),
  },
  v2CreateTemplate: {
    calls: ({ v2 }) => [{ make: () => v2.templates.create(TEMPLATE), sends: { body: TEMPLATE } }],
    result: (answer) => ({ id: answer.template_id }),
  },
  v2GetTemplate: {
    calls: async ({ v2: { templates } }, stage) => {
      const id = await stage.template();
      const params = { template_id: id };
      return [
        { make: () => templates.get(id), sends: { params } },
        {
          make: () => templates.get(id, { is_community: false }),
          sends: { params, query: { is_community: 'false' } },
        },
      ];
    },
    result: templateOf,
  },
  v2UpdateTemplate: {
    calls: onOne(
      'template_id',
      (stage) => stage.template(),
      ({ templates }, id) => templates.update(id, TEMPLATE),
      TEMPLATE,
    ),
    result: nothing,
  },
  v2DeleteTemplate: {
    calls: onOne(
      'template_id',
      (stage) => stage.template(),
      ({ templates }, id) => templates.delete(id),
    ),
    result: nothing,
  },
  v2ListImages: {
    calls: async ({ v2: { images } }, stage) => {
      await stage.image();
      return [
        { make: () => images.list(), sends: { query: { limit: 100 } } },
        {
          make: () => images.list({ type: 'private', name: 'i' }),
          sends: { query: { limit: 100, type: 'private', name: 'i' } },
        },
      ];
    },
    result: (answer) => pageOf(answer, imageOf),
  },
  v2DeleteImage: {
    calls: onOne(
      'image_id',
      (stage) => stage.image(),
      ({ images }, id) => images.delete(id),
    ),
    result: nothing,
  },
};

function productOf(raw: Schemas['V2Product']) {
  const { gpu, cpu, memory_gb: memoryGb, rootfs } = raw.resource_spec!;
  return {
    id: raw.id,
    name: raw.name,
    type: raw.type,
    category: raw.category,
    description: raw.description,
    pricing: pricingOf(raw.pricing!),
    billingMethods: raw.billing_methods,
    regionIds: raw.region_ids,
    gpu: gpu && {
      specId: gpu.spec_id,
      name: gpu.name,
      memoryGb: gpu.memory_gb,
      min: gpu.min,
      max: gpu.max,
      available: gpu.available,
      maxAvailable: gpu.max_available,
    },
    cpuCount: cpu,
    memoryGb,
    minRootfsGb: rootfs?.min_gb,
    maxRootfsGb: rootfs?.max_gb,
    freeRootfsGb: rootfs?.free_gb,
    available: raw.deployable,
    inventory: raw.inventory_state,
    activity: {
      isActivityProduct: raw.activity?.is_activity_product,
      active: raw.activity?.active,
      purchasable: raw.activity?.purchasable,
    },
    raw,
  };
}

function pricingOf({
  precision,
  postpaid,
  spot,
  prepaid,
  storage_price_per_gb: storage,
}: NonNullable<Schemas['V2Product']['pricing']>) {
  const amountsOf = (price: { final_price?: number; base_price?: number }) => ({
    final: moneyOf(price.final_price, precision!),
    base: moneyOf(price.base_price, precision!),
  });
  return {
    postpaid: postpaid ? { ...amountsOf(postpaid), unit: postpaid.unit } : undefined,
    spot: spot ? { ...amountsOf(spot), unit: spot.unit } : undefined,
    prepaid: prepaid?.map((term) => ({ months: term.duration_months, ...amountsOf(term), specId: term.spec_id })),
    storagePerGb: moneyOf(storage, precision!),
  };
}

function templateOf(raw: Schemas['V2Template']) {
  const { readme, logo, description, author, tags } = raw.metadata!;
  return {
    id: raw.id,
    name: raw.name,
    type: raw.type,
    visibility: raw.visibility,
    image: raw.image,
    registryAuthId: textOf(raw.registry_auth_id),
    command: textOf(raw.command),
    entrypoint: textOf(raw.entrypoint),
    rootfsSizeGb: raw.rootfs_size_gb,
    ports: raw.ports,
    metadata: {
      readme: textOf(readme),
      logo: textOf(logo),
      description: textOf(description),
      author: textOf(author),
      tags,
    },
    minCudaVersion: textOf(raw.min_cuda_version),
    createdAt: dateOf(raw.created_at),
    updatedAt: dateOf(raw.updated_at),
    ownerId: raw.owner_id,
    memberId: raw.member_id,
    envs: raw.envs,
    raw,
  };
}

function imageOf(raw: Schemas['V2Image']) {
  const { id, type, status, created_at: createdAt } = raw as unknown as ImageBeyond;
  return {
    id,
    name: raw.name,
    image: raw.image,
    tags: raw.tags,
    type,
    status: statusOf(status),
    createdAt: dateOf(createdAt),
    raw,
  };
}

/** Fields that the description does not name. */
interface ImageBeyond {
  readonly id: string;
  readonly type: string;
  readonly status: Schemas['V2Status'];
  readonly created_at: number;
}
