import { FieldError, Fields } from '../fields.js';
import { readEnvVars } from '../http/env-vars.js';
import { readPortNumber } from '../http/port-number.js';
import { ENDPOINT_LIMITS } from '../world/endpoint-limits.js';
import { checkScaling, checkWorkers, findServerlessProduct, LOCAL_VOLUME_GB } from '../world/endpoint-rules.js';
import type { EndpointContent, EndpointVolume, ScalingPolicy, WorkerConfig } from '../world/endpoint.js';
import type { EndpointRequest } from '../world/endpoints.js';

type Workers = Pick<EndpointContent, 'workers' | 'rootfsGb'>;

/** What a request that leaves them out gets; v2 publishes no default. */
const DEFAULT_WORKERS: Workers = {
  workers: {
    minNum: 0,
    maxNum: 1,
    freeTimeout: 60,
    maxConcurrent: 1,
    gpuNum: 1,
    requestTimeout: 0,
    cudaVersion: '',
  },
  rootfsGb: ENDPOINT_LIMITS.freeRootfsSize,
};
const DEFAULT_POLICY: ScalingPolicy = { type: 'queue', value: 60 };

const WORKER_KEYS: Readonly<Record<keyof WorkerConfig, string>> = {
  minNum: 'min_replicas',
  maxNum: 'max_replicas',
  freeTimeout: 'idle_timeout',
  maxConcurrent: 'max_concurrent_per_worker',
  gpuNum: 'gpu_num',
  requestTimeout: 'request_timeout',
  cudaVersion: 'min_cuda_version',
};

/**
 * Reads the body of the page `gpus-v2-create-endpoint`.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 * @throws Refusal `SERVERLESS_PRODUCT_NOT_FOUND`.
 */
export function readNewEndpoint(fields: Fields): EndpointRequest {
  const type = fields.required('type', fields.oneOf('type', ['sync', 'async']));
  for (const name of ['name', 'product_id', 'image', 'worker_config']) fields.required(name, fields.raw(name));
  const content = readEndpointUpdate(fields, {
    name: '',
    products: [],
    clusterId: '',
    ...DEFAULT_WORKERS,
    policy: DEFAULT_POLICY,
    ports: [],
    image: '',
    registryAuthId: '',
    command: '',
    entrypoint: '',
    volumes: [],
    envs: [],
    healthPath: '',
    healthPort: undefined,
  });
  const appName = fields.text('app_name', { maxLength: 255 }) ?? '';
  return { appName: appName === '' ? undefined : appName, type, content };
}

/**
 * Reads the body of the page `gpus-v2-update-endpoint`; what it leaves out stays.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 * @throws Refusal `SERVERLESS_PRODUCT_NOT_FOUND`.
 */
export function readEndpointUpdate(fields: Fields, old: EndpointContent): EndpointContent {
  const productId = fields.text('product_id', { minLength: 1, maxLength: 255 });
  return {
    name: fields.text('name', { minLength: 1, maxLength: 255 }) ?? old.name,
    products: productId === undefined ? old.products : [findServerlessProduct(productId)],
    clusterId: fields.text('region_id', { maxLength: 255 }) ?? old.clusterId,
    ...readWorkers(fields, old),
    policy: readPolicy(fields) ?? old.policy,
    ports: fields.list('ports')?.map((port, index) => readPortNumber(`ports[${index}]`, port)) ?? old.ports,
    image: fields.text('image', { minLength: 1, maxLength: 500 }) ?? old.image,
    registryAuthId: fields.text('registry_auth_id', { maxLength: 255 }) ?? old.registryAuthId,
    command: fields.text('command') ?? old.command,
    entrypoint: fields.text('entrypoint') ?? old.entrypoint,
    volumes: fields.list('volumes')?.map(readVolume) ?? old.volumes,
    envs: fields.raw('envs') === undefined ? old.envs : readEnvVars(fields),
    ...readHealthCheck(fields, old),
  };
}

function readWorkers(parent: Fields, old: Workers): Workers {
  const source = parent.raw('worker_config');
  if (source === undefined) return { workers: old.workers, rootfsGb: old.rootfsGb };
  const fields = new Fields(source, 'worker_config', 'worker_config.');
  const { minRootfsSize: min, maxRootfsSize: max } = ENDPOINT_LIMITS;
  const { workers: was } = old;
  const workers: WorkerConfig = {
    minNum: fields.integer(WORKER_KEYS.minNum) ?? was.minNum,
    maxNum: fields.required(WORKER_KEYS.maxNum, fields.integer(WORKER_KEYS.maxNum)),
    freeTimeout: fields.integer(WORKER_KEYS.freeTimeout) ?? was.freeTimeout,
    maxConcurrent: fields.integer(WORKER_KEYS.maxConcurrent) ?? was.maxConcurrent,
    gpuNum: fields.integer(WORKER_KEYS.gpuNum) ?? was.gpuNum,
    requestTimeout: fields.integer(WORKER_KEYS.requestTimeout, { min: 0 }) ?? was.requestTimeout,
    cudaVersion: fields.text(WORKER_KEYS.cudaVersion, { maxLength: 255 }) ?? was.cudaVersion,
  };
  checkWorkers(workers, (key) => `worker_config.${WORKER_KEYS[key]}`);
  return { workers, rootfsGb: fields.integer('rootfs_size_gb', { min, max }) ?? old.rootfsGb };
}

function readPolicy(parent: Fields): ScalingPolicy | undefined {
  const source = parent.raw('policy');
  if (source === undefined) return undefined;
  const fields = new Fields(source, 'policy', 'policy.');
  const type = fields.oneOf('type', ['queue', 'concurrency']) ?? DEFAULT_POLICY.type;
  const policy = { type, value: fields.integer('value') ?? DEFAULT_POLICY.value };
  checkScaling(policy, 'policy.value');
  return policy;
}

function readVolume(entry: unknown, index: number): EndpointVolume {
  const name = `volumes[${index}]`;
  const fields = new Fields(entry, name, `${name}.`);
  const type = fields.required('type', fields.oneOf('type', ['local', 'network']));
  const mountPath = fields.text('mount_point', { maxLength: 255 }) ?? '';
  if (mountPath === '') throw new FieldError(`${name}.mount_point`, 'is required');
  if (type === 'network') {
    const storageId = fields.required('id', fields.text('id', { minLength: 1, maxLength: 255 }));
    return { type, sizeGb: undefined, storageId, mountPath };
  }
  const { minLocalVolumeSize: min, maxLocalVolumeSize: max } = ENDPOINT_LIMITS;
  return { type, sizeGb: fields.integer('size', { min, max }) ?? LOCAL_VOLUME_GB, storageId: undefined, mountPath };
}

function readHealthCheck(parent: Fields, old: EndpointContent): Pick<EndpointContent, 'healthPath' | 'healthPort'> {
  const source = parent.raw('health_check');
  if (source === undefined) return { healthPath: old.healthPath, healthPort: old.healthPort };
  const fields = new Fields(source, 'health_check', 'health_check.');
  const port = fields.raw('port');
  return {
    healthPath: fields.text('path') ?? old.healthPath,
    healthPort: port === undefined ? old.healthPort : readPortNumber('health_check.port', port),
  };
}
