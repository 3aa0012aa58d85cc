import type { CreateInstanceBase, FleetInstanceRequest, ProductCriteria } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import { without } from '../without.js';

/** The root disk that the fleet server takes, too, in GB. */
const DISK_GB = 60;

const FIELDS: readonly string[] = [
  ...['name', 'imageUrl', 'imageAuthId', 'gpuName', 'productId', 'gpuNum', 'regions', 'billingMode', 'maxHourlyPrice'],
  ...['rootfsSize', 'minCudaVersion', 'command', 'entrypoint', 'envs', 'ports', 'networkId'],
];

/** What to ask of the cloud itself. */
export interface CloudRequest {
  readonly base: CreateInstanceBase;
  /** What to look for in the catalogue; undefined when the product is named. */
  readonly criteria: ProductCriteria | undefined;
}

/**
 * A request of the fleet as one of the cloud.
 *
 * @throws CliError when it asks for what only a server can keep, such as deadlines and probes.
 */
export function requestForCloud(request: Partial<FleetInstanceRequest>): CloudRequest {
  const foreign = Object.keys(request).filter((field) => !FIELDS.includes(field));
  if (foreign.length > 0) {
    throw usageError(
      `Novita itself does not know ${foreign.join(', ')}: that needs a fleet server.`,
      'Leave --cloud out.',
    );
  }
  const { name, imageUrl, productId, gpuName, gpuNum = 1, rootfsSize = DISK_GB, billingMode } = request;
  const { regions, maxHourlyPrice, ports } = request;
  const fields = without(request, 'regions', 'maxHourlyPrice', 'ports', 'networkStorages', 'gpuName');
  if (name === undefined) throw usageError('--name is missing.');
  if (imageUrl === undefined) throw usageError('--image is missing.');
  if ((productId === undefined) === (gpuName === undefined)) throw usageError('Give either --gpu or --product.');
  if (productId !== undefined && (regions !== undefined || maxHourlyPrice !== undefined)) {
    throw usageError('With --cloud, --region and --max-price go with --gpu, not with --product.');
  }
  const base = {
    ...fields,
    ...{ kind: 'gpu', name, imageUrl, gpuNum, rootfsSize },
    ...(ports !== undefined && { ports: ports.map(({ port, type }) => `${port}/${type}`).join(',') }),
  } as CreateInstanceBase;
  if (gpuName === undefined) return { base, criteria: undefined };
  const criteria = {
    ...{ gpuName, gpuNum },
    ...(regions !== undefined && { region: regions }),
    ...(billingMode !== undefined && { billingMode }),
    ...(maxHourlyPrice !== undefined && { maxHourlyPrice }),
  };
  return { base, criteria };
}
