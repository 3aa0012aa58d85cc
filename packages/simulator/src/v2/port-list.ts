import { FieldError, Fields } from '../fields.js';

/**
 * Reads the ports of an instance, which are objects in v2, into the text that v1 writes.
 *
 * @returns such as `80/http,3306/tcp`; undefined when there is no list.
 * @throws FieldError naming the entry.
 */
export function readPorts(fields: Fields): string | undefined {
  const entries = fields.list('ports');
  return entries
    ?.map((entry, index) => {
      const port = new Fields(entry, `ports[${index}]`, `ports[${index}].`);
      const number = port.required('port', port.integer('port'));
      const protocol = port.required('protocol', port.oneOf('protocol', ['tcp', 'http']));
      if (number < 1 || number > 65_535) throw new FieldError(`ports[${index}].port`, 'must be from 1 to 65535');
      return `${number}/${protocol}`;
    })
    .join(',');
}
