import { readNumber, readObjects, readText } from './loose-values.js';
import type { Open } from './open.js';

/** Storage that is mounted into a container. */
export interface VolumeMount {
  readonly type: Open<'network' | 'local'> | undefined;
  /** Id of the network storage; undefined for a local disk. */
  readonly storageId: string | undefined;
  readonly mountPath: string | undefined;
  readonly sizeGb: number | undefined;
}

/** The mounts of an answer; sizes are text in lists of instances and numbers elsewhere. */
export function readVolumeMounts(value: unknown): VolumeMount[] {
  return readObjects(value).map((raw) => ({
    type: readText(raw.type),
    storageId: readText(raw.id),
    mountPath: readText(raw.mountPath),
    sizeGb: readNumber(raw.size),
  }));
}
