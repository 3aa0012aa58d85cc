import { statfsSync } from 'node:fs';

/** What kind of disk a folder is on, as far as it matters to a store that relies on the locks of its file. */
export interface Disk {
  /** `network`: locks cannot be relied on. `unsure`: the kind of file system does not tell. */
  readonly kind: 'local' | 'network' | 'unsure';
  /** Name of the file system, where it is not local. */
  readonly name?: string;
}

/** Magic numbers of file systems: man page statfs(2) and linux/magic.h. */
const NETWORK: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB2',
  0x5346414f: 'AFS',
  0x6b414653: 'AFS',
  0x00c36400: 'Ceph',
  0x0bd00bd0: 'Lustre',
  0x01161970: 'GFS2',
};

const UNSURE: Readonly<Record<number, string>> = { 0x65735546: 'FUSE', 0x01021997: '9P' };

/** @param type - as `statfs` answers it. */
export function diskOfType(type: number): Disk {
  const magic = type >>> 0;
  const network = NETWORK[magic];
  if (network !== undefined) return { kind: 'network', name: network };
  const unsure = UNSURE[magic];
  return unsure === undefined ? { kind: 'local' } : { kind: 'unsure', name: unsure };
}

/** The disk under a folder. Other systems than Linux use other numbers, so there it is `local`. */
export function diskOf(folder: string): Disk {
  return process.platform === 'linux' ? diskOfType(statfsSync(folder).type) : { kind: 'local' };
}
