import { InvalidArgumentError, checkNumber } from '@novita-fleet/resilience';

/** Where a TCP connection goes. */
export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads an address as the cloud writes it: `proxy.us-ca-1.gpu-instance.novita.ai:30022`, an IPv6 host in brackets, with
 * or without a scheme.
 *
 * @throws InvalidArgumentError when it is none.
 */
export function parseTcpAddress(address: string): TcpAddress {
  const pattern = /^(?:[a-z]+:\/\/)?(?:\[([0-9a-f:.]+)\]|([^\s:/[\]@]+)):(\d{1,5})\/?$/i;
  const [, v6, name, digits] = pattern.exec(address) ?? [];
  const host = v6 ?? name;
  if (host === undefined) throw new InvalidArgumentError('address', '"address" must be host:port');
  return { host, port: checkNumber('port', Number(digits), { min: 1, max: 65_535, integer: true }) };
}
