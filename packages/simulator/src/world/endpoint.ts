import type { ServerlessProduct } from './serverless-products.js';

/** When workers are added. */
export interface ScalingPolicy {
  readonly type: 'queue' | 'concurrency';
  /** `queue`: seconds of waiting; `concurrency`: number of queued requests. */
  readonly value: number;
}

export interface WorkerConfig {
  readonly minNum: number;
  readonly maxNum: number;
  /** Seconds without work until a worker goes. */
  readonly freeTimeout: number;
  readonly maxConcurrent: number;
  readonly gpuNum: number;
  /** Seconds; 0 for no limit. */
  readonly requestTimeout: number;
  /** Empty for any. */
  readonly cudaVersion: string;
}

export interface EndpointVolume {
  readonly type: 'local' | 'network';
  /** GB; only of local ones. */
  readonly sizeGb: number | undefined;
  /** Storage; only of network ones. */
  readonly storageId: string | undefined;
  readonly mountPath: string;
}

/** What a caller decides; only `appName` and `type` stay as they were created. */
export interface EndpointContent {
  readonly name: string;
  /** At least one; v2 knows only the first. */
  readonly products: readonly ServerlessProduct[];
  /** Empty to let the scheduler choose. */
  readonly clusterId: string;
  readonly workers: WorkerConfig;
  readonly policy: ScalingPolicy;
  /** v1 asks for exactly one. */
  readonly ports: readonly number[];
  readonly image: string;
  /** Empty for none. */
  readonly registryAuthId: string;
  readonly command: string;
  readonly entrypoint: string;
  /** GB */
  readonly rootfsGb: number;
  readonly volumes: readonly EndpointVolume[];
  readonly envs: readonly { readonly key: string; readonly value: string }[];
  readonly healthPath: string;
  /** Default: the first port. */
  readonly healthPort: number | undefined;
}

/** One replica of an endpoint. */
export interface Worker {
  readonly id: string;
  /** Only `running` is documented. */
  state: 'creating' | 'running';
}

/** A serverless endpoint. Times are virtual milliseconds since 1970. */
export interface Endpoint {
  readonly id: string;
  /** Part of its URL. */
  readonly appName: string;
  readonly type: 'sync' | 'async';
  readonly createdAt: number;
  content: EndpointContent;
  /** Only `serving` is documented. */
  state: 'creating' | 'serving';
  /** Oldest first. */
  workers: readonly Worker[];
}
