import { FieldError, Fields } from '../fields.js';
import { readEnvVars } from '../http/env-vars.js';
import { readPortNumber } from '../http/port-number.js';
import { checkScaling, checkWorkers, findServerlessProduct, LOCAL_VOLUME_GB } from '../world/endpoint-rules.js';
import { ENDPOINT_LIMITS } from '../world/endpoint-limits.js';
import type { EndpointContent, EndpointVolume, ScalingPolicy, WorkerConfig } from '../world/endpoint.js';
import type { EndpointRequest } from '../world/endpoints.js';

const MAX_NAME_LENGTH = 220;

/**
 * Reads the body of the page `serverless-create-endpoint`.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 * @throws Refusal `SERVERLESS_PRODUCT_NOT_FOUND`.
 */
export function readNewEndpoint(body: Fields): EndpointRequest {
  const path = 'endpoint.';
  const fields = new Fields(body.required('endpoint', body.raw('endpoint')), 'endpoint', path);
  const { minRootfsSize: min, maxRootfsSize: max } = ENDPOINT_LIMITS;
  const content: EndpointContent = {
    ...readChangeable(fields, path),
    name: fields.text('name', { maxLength: MAX_NAME_LENGTH }) ?? '',
    products: readProducts(fields, path),
    clusterId: readCluster(fields) ?? '',
    entrypoint: '',
    rootfsGb: fields.required('rootfsSize', fields.integer('rootfsSize', { min, max })),
    // Marked as required, and left out by clients that work.
    volumes: readVolumes(fields, path) ?? [],
    envs: readEnvVars(fields, path),
    healthPath: fields.required('healthy', readHealthPath(fields, path)),
    healthPort: undefined,
  };
  const type = fields.oneOf('type', ['sync', 'async']) ?? 'sync';
  return { appName: readAppName(fields, path), type, content };
}

/**
 * Reads the body of the page `serverless-update-endpoint`, which has no wrapper; what it leaves out stays.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 */
export function readEndpointUpdate(fields: Fields, old: EndpointContent): EndpointContent {
  return {
    ...old,
    ...readChangeable(fields, ''),
    name: fields.text('name', { maxLength: MAX_NAME_LENGTH }) ?? old.name,
    clusterId: readCluster(fields) ?? old.clusterId,
    volumes: readVolumes(fields, '') ?? old.volumes,
    envs: fields.raw('envs') === undefined ? old.envs : readEnvVars(fields),
    healthPath: readHealthPath(fields, '') ?? old.healthPath,
  };
}

/** What both bodies require. */
function readChangeable(fields: Fields, path: string) {
  const imageName = `${path}image`;
  const image = new Fields(fields.required('image', fields.raw('image')), imageName, `${imageName}.`);
  return {
    workers: readWorkers(fields, path),
    ports: [readPort(fields, path)],
    policy: readPolicy(fields, path),
    image: image.required('image', image.text('image', { minLength: 1, maxLength: 511 })),
    registryAuthId: image.text('authId', { maxLength: 255 }) ?? '',
    command: image.text('command', { maxLength: 2047 }) ?? '',
  };
}

function readWorkers(parent: Fields, path: string): WorkerConfig {
  const name = `${path}workerConfig`;
  const fields = new Fields(parent.required('workerConfig', parent.raw('workerConfig')), name, `${name}.`);
  const required = (key: string): number => fields.required(key, fields.integer(key));
  const workers: WorkerConfig = {
    minNum: required('minNum'),
    maxNum: required('maxNum'),
    freeTimeout: required('freeTimeout'),
    maxConcurrent: required('maxConcurrent'),
    gpuNum: required('gpuNum'),
    requestTimeout: fields.integer('requestTimeout', { min: 0 }) ?? 0,
    cudaVersion: fields.text('cudaVersion', { maxLength: 255 }) ?? '',
  };
  checkWorkers(workers, (key) => `${name}.${key}`);
  return workers;
}

function readPolicy(parent: Fields, path: string): ScalingPolicy {
  const name = `${path}policy`;
  const fields = new Fields(parent.required('policy', parent.raw('policy')), name, `${name}.`);
  const type = fields.required('type', fields.oneOf('type', ['queue', 'concurrency']));
  const policy = { type, value: fields.required('value', fields.integer('value')) };
  checkScaling(policy, `${name}.value`);
  return policy;
}

/** Exactly one; its number is a text on the page, a number in requests that work. */
function readPort(parent: Fields, path: string): number {
  const name = `${path}ports`;
  const entries = parent.required('ports', parent.list('ports'));
  if (entries.length !== 1) throw new FieldError(name, 'must have exactly one entry');
  const fields = new Fields(entries[0], `${name}[0]`, `${name}[0].`);
  const port = fields.required('port', fields.raw('port'));
  return readPortNumber(`${name}[0].port`, typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : port);
}

function readProducts(parent: Fields, path: string) {
  const entries = parent.required('products', parent.list('products'));
  if (entries.length === 0) throw new FieldError(`${path}products`, 'must have at least one entry');
  return entries.map((entry, index) => {
    const name = `${path}products[${index}]`;
    const fields = new Fields(entry, name, `${name}.`);
    return findServerlessProduct(fields.required('id', fields.text('id', { minLength: 1, maxLength: 255 })));
  });
}

/** `clusterID` is on the page; a list `clusterIDs` was seen in a request that works. */
function readCluster(fields: Fields): string | undefined {
  const listed = fields.list('clusterIDs')?.find((id) => typeof id === 'string');
  return fields.text('clusterID', { maxLength: 255 }) ?? listed;
}

function readVolumes(parent: Fields, path: string): EndpointVolume[] | undefined {
  return parent.list('volumeMounts')?.map((entry, index) => {
    const name = `${path}volumeMounts[${index}]`;
    const fields = new Fields(entry, name, `${name}.`);
    const type = fields.required('type', fields.oneOf('type', ['local', 'network']));
    const mountPath = fields.required('mountPath', fields.text('mountPath', { minLength: 1, maxLength: 255 }));
    if (type === 'network') {
      const storageId = fields.required('id', fields.text('id', { minLength: 1, maxLength: 255 }));
      return { type, sizeGb: undefined, storageId, mountPath };
    }
    const { minLocalVolumeSize: min, maxLocalVolumeSize: max } = ENDPOINT_LIMITS;
    return { type, sizeGb: fields.integer('size', { min, max }) ?? LOCAL_VOLUME_GB, storageId: undefined, mountPath };
  });
}

function readHealthPath(parent: Fields, path: string): string | undefined {
  const healthy = parent.raw('healthy');
  if (healthy === undefined) return undefined;
  const name = `${path}healthy`;
  const fields = new Fields(healthy, name, `${name}.`);
  return fields.required('path', fields.text('path', { minLength: 1 }));
}

function readAppName(fields: Fields, path: string): string | undefined {
  const appName = fields.text('appName', { maxLength: 255 });
  if (appName === undefined || appName === '') return undefined;
  if (!/^[a-z\d-]+$/.test(appName)) {
    throw new FieldError(`${path}appName`, 'may have lower-case letters, digits and hyphens only');
  }
  return appName;
}
