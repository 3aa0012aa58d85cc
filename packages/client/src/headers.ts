import { InvalidArgumentError } from '@novita-fleet/resilience';

/** Headers that the client sets itself. Two of them would be read differently by different servers. */
const OWN = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'user-agent',
  'x-correlation-id',
]);

/**
 * Checks headers of a caller.
 *
 * @returns names in lower case and values by turns.
 * @throws InvalidArgumentError when a name or value cannot be sent, or the client sets the header itself. The message
 * never shows the value.
 */
export function flattenHeaders(headers: Readonly<Record<string, string>>): string[] {
  const shaped: unknown = headers;
  if (typeof shaped !== 'object' || shaped === null) {
    throw new InvalidArgumentError('headers', '"headers" must be an object of names and values');
  }
  const flat: string[] = [];
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (OWN.has(lower)) throw new InvalidArgumentError(`headers.${name}`, `The header "${name}" is set by the client`);
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower)) {
      throw new InvalidArgumentError('headers', `"${name}" is not the name of a header`);
    }
    const text: unknown = value;
    if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
      throw new InvalidArgumentError(`headers.${name}`, `The value of the header "${name}" cannot be sent`);
    }
    flat.push(lower, text);
  }
  return flat;
}
