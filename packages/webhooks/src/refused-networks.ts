/** A network that webhooks must not reach, and why. */
export interface RefusedNetwork {
  readonly network: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly use: string;
}

/**
 * Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), and the IANA IPv6
 * Address Space registry, by which only 2000::/3 is global unicast. IPv4-mapped IPv6 addresses (::ffff:0:0/96) are
 * judged by the IPv4 address inside and so are not listed.
 */
export const REFUSED_NETWORKS: readonly RefusedNetwork[] = [
  v4('0.0.0.0', 8, 'this network'),
  v4('10.0.0.0', 8, 'private use'),
  v4('100.64.0.0', 10, 'shared address space'),
  v4('127.0.0.0', 8, 'loopback'),
  v4('168.63.129.16', 32, 'platform service of a cloud'),
  v4('169.254.0.0', 16, 'link-local, cloud metadata'),
  v4('172.16.0.0', 12, 'private use'),
  v4('192.0.0.0', 24, 'IETF protocol assignments'),
  v4('192.0.2.0', 24, 'documentation'),
  v4('192.88.99.0', 24, '6to4 relay'),
  v4('192.168.0.0', 16, 'private use'),
  v4('198.18.0.0', 15, 'benchmarking'),
  v4('198.51.100.0', 24, 'documentation'),
  v4('203.0.113.0', 24, 'documentation'),
  v4('224.0.0.0', 4, 'multicast'),
  v4('240.0.0.0', 4, 'reserved, broadcast'),
  v6('::1', 128, 'loopback'),
  v6('::', 96, 'unspecified, IPv4-compatible'),
  v6('64:ff9b::', 96, 'NAT64'),
  v6('64:ff9b:1::', 48, 'NAT64'),
  v6('100::', 64, 'discard only'),
  v6('2001::', 23, 'IETF protocol assignments, Teredo'),
  v6('2001:db8::', 32, 'documentation'),
  v6('2002::', 16, '6to4'),
  v6('3fff::', 20, 'documentation'),
  v6('fc00::', 7, 'unique local'),
  v6('fe80::', 10, 'link-local'),
  v6('fec0::', 10, 'site-local'),
  v6('ff00::', 8, 'multicast'),
  v6('::', 3, 'not global unicast'),
  v6('4000::', 2, 'not global unicast'),
  v6('8000::', 1, 'not global unicast'),
];

/** Names that stand for the machine itself. Names under `localhost` (RFC 6761) are refused as well. */
export const LOCAL_NAMES: readonly string[] = [
  'localhost',
  'localhost.localdomain',
  'localhost4',
  'localhost4.localdomain4',
  'localhost6',
  'localhost6.localdomain6',
  'ip6-localhost',
  'ip6-loopback',
];

/** Names under which clouds offer the credentials of a machine to whatever runs on it. */
export const METADATA_NAMES: readonly string[] = [
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.azure.com',
  'metadata.packet.net',
  'metadata.platformequinix.com',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
];

function v4(network: string, prefix: number, use: string): RefusedNetwork {
  return { network, prefix, family: 'ipv4', use };
}

function v6(network: string, prefix: number, use: string): RefusedNetwork {
  return { network, prefix, family: 'ipv6', use };
}
