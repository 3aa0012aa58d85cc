/** A GPU as serverless workers use it; its id is not that of an instance product. */
export interface ServerlessProduct {
  readonly id: string;
  readonly name: string;
  readonly cpuPerGpu: number;
  /** GB */
  readonly memoryPerGpu: number;
  /** In 1/100000 USD per GPU-hour of a worker. */
  readonly price: number;
  readonly clusterIds: readonly string[];
}

/** What serverless endpoints can run on; ids look like those of the page `serverless-create-endpoint`. */
export const SERVERLESS_PRODUCTS: readonly ServerlessProduct[] = [
  {
    id: 'SL-serverless-1',
    name: 'RTX 4090 24GB',
    cpuPerGpu: 16,
    memoryPerGpu: 62,
    price: 63_000,
    clusterIds: ['us-ca-6', 'as-sgp-2'],
  },
  {
    id: 'SL-serverless-2',
    name: 'L40S 48GB',
    cpuPerGpu: 12,
    memoryPerGpu: 96,
    price: 99_000,
    clusterIds: ['us-ca-6'],
  },
  {
    id: 'SL-serverless-3',
    name: 'H100 SXM 80GB',
    cpuPerGpu: 26,
    memoryPerGpu: 240,
    price: 460_000,
    clusterIds: ['us-ca-6', 'eu-frankfurt-1'],
  },
];
