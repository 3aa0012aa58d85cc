import { InvalidArgumentError } from '@novita-fleet/resilience';

/** Ports and tools of an instance together (Novita page gpu-instance-create-instance). */
export const MAX_PORTS = 15;
/** Used by the platform itself. */
const RESERVED_PORTS: readonly number[] = [2222, 2223, 2224];

/**
 * Checks the ports of a create call, which the cloud takes as one text: `8888/http,22/tcp`.
 *
 * @param tools - how many tools the instance gets; each takes a port.
 * @throws InvalidArgumentError naming the entry and what is allowed.
 */
export function checkPortList(ports: string | undefined, tools = 0): void {
  const text: unknown = ports ?? '';
  if (typeof text !== 'string') throw refused('must be text such as 8888/http,22/tcp');
  const entries = text === '' ? [] : text.split(',');
  for (const entry of entries) checkEntry(entry.trim());
  const count = entries.length + tools;
  if (count > MAX_PORTS) throw refused(`and tools together must be at most ${MAX_PORTS}, got ${count}`);
}

/**
 * Checks a port that is written as a number or as its digits.
 *
 * @param name - the field, for the message: `tools[0].port`.
 * @throws InvalidArgumentError when it is out of range or reserved.
 */
export function checkPort(name: string, port: string | number): void {
  const number = Number(port);
  const isPort = Number.isInteger(number) && number >= 1 && number <= 65_535 && /^\d{1,5}$/.test(String(port));
  if (!isPort) {
    const got = Number.isNaN(number) ? 'other text' : number;
    throw new InvalidArgumentError(name, `"${name}" must be a port from 1 to 65535, got ${got}`);
  }
  if (RESERVED_PORTS.includes(number)) {
    const message = `"${name}" must not be ${number}: ${RESERVED_PORTS.join(', ')} are reserved`;
    throw new InvalidArgumentError(name, message);
  }
}

function checkEntry(entry: string): void {
  const [, digits = '', type] = /^(\d{1,5})\/(http|tcp)$/.exec(entry) ?? [];
  const port = Number(digits);
  if (type === undefined || port < 1 || port > 65_535) {
    throw refused(
      `must be entries such as 8888/http or 22/tcp with ports from 1 to 65535, got "${entry.slice(0, 40)}"`,
    );
  }
  if (RESERVED_PORTS.includes(port)) throw refused(`must not hold ${port}: ${RESERVED_PORTS.join(', ')} are reserved`);
}

function refused(problem: string): InvalidArgumentError {
  return new InvalidArgumentError('ports', `"ports" ${problem}`);
}
