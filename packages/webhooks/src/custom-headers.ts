import { InvalidArgumentError } from '@novita-fleet/resilience';

/** A field name of RFC 9110 section 5.6.2. */
const NAME_FORM = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A field value of RFC 9110 section 5.5 in ASCII: no line break can be smuggled in. */
const VALUE_FORM = /^[\t\x20-\x7e]*$/;

/** Headers that the signature or the connection needs as they are. */
const RESERVED: ReadonlySet<string> = new Set([
  'x-webhook-id',
  'x-webhook-timestamp',
  'x-webhook-signature',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'host',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/**
 * Checks headers that a user adds to a webhook.
 *
 * @returns them with names in lower case.
 * @throws InvalidArgumentError naming a header that is reserved or cannot be sent. The message does not show its value.
 */
export function checkCustomHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!NAME_FORM.test(name) || typeof value !== 'string' || !VALUE_FORM.test(value)) {
      throw new InvalidArgumentError(`headers.${name}`, `the header ${JSON.stringify(name)} cannot be sent as it is`);
    }
    if (RESERVED.has(lower)) {
      throw new InvalidArgumentError(`headers.${name}`, `the header "${name}" is set by the client itself`);
    }
    checked[lower] = value;
  }
  return checked;
}
