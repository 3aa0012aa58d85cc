import type { components } from '@novita-fleet/openapi/novita';
import { FieldError, Fields } from '../fields.js';
import { readPortNumber } from '../http/port-number.js';
import type { ExposedPort } from '../world/instance.js';

type InstanceTool = components['schemas']['InstanceTool'];

/** Ports and tools together; page `gpu-instance-create-instance`. */
const MAX_PORTS = 15;

/**
 * Reads the ports of a create request.
 *
 * @param ports - one text such as `8888/http,22/tcp`.
 * @throws FieldError naming `ports` or the tool.
 */
export function readExposedPorts(ports: string, tools: readonly InstanceTool[]): ExposedPort[] {
  const listed = ports.split(',').map((entry) => entry.trim());
  const exposed = listed.filter((entry) => entry !== '').map(readPort);
  return withTools(exposed, tools);
}

/**
 * Reads the ports of an edit, which are objects.
 *
 * @param tools - tools that the instance has already.
 * @returns the ports without those of the tools.
 * @throws FieldError naming `ports` or the entry.
 */
export function readPortObjects(entries: readonly unknown[], tools: readonly InstanceTool[]): ExposedPort[] {
  const exposed = entries.map((entry, index) => {
    const fields = new Fields(entry, `ports[${index}]`, `ports[${index}].`);
    const port = fields.required('port', fields.integer('port'));
    const type = fields.required('type', fields.oneOf('type', ['http', 'tcp']));
    return toExposedPort(`ports[${index}].port`, String(port), type);
  });
  withTools(exposed, tools);
  return exposed;
}

/** All ports together. @throws FieldError when there are too many, or one is there twice. */
function withTools(ports: readonly ExposedPort[], tools: readonly InstanceTool[]): ExposedPort[] {
  const exposed = [...ports];
  for (const tool of tools) {
    if (tool.port !== undefined) exposed.push(toExposedPort('tools', tool.port, tool.type ?? 'http'));
  }
  if (exposed.length > MAX_PORTS) {
    throw new FieldError('ports', `ports and tools may use at most ${MAX_PORTS} ports, not ${exposed.length}`);
  }
  const seen = new Set<number>();
  for (const { port } of exposed) {
    if (seen.has(port)) throw new FieldError('ports', `port ${port} is given twice`);
    seen.add(port);
  }
  return exposed;
}

/** @throws FieldError naming the entry and its field. */
export function readTools(entries: readonly unknown[]): InstanceTool[] {
  return entries.map((entry, index) => {
    const fields = new Fields(entry, `tools[${index}]`, `tools[${index}].`);
    return {
      name: fields.required('name', fields.oneOf('name', ['Jupyter'])),
      port: fields.required('port', fields.text('port')),
      type: fields.oneOf('type', ['http', 'tcp']) ?? 'http',
    };
  });
}

function readPort(entry: string): ExposedPort {
  const [port = '', type, ...rest] = entry.split('/');
  if ((type !== 'http' && type !== 'tcp') || rest.length > 0) {
    throw new FieldError('ports', 'must look like 80/http,3306/tcp with the protocols http and tcp');
  }
  return toExposedPort('ports', port, type);
}

function toExposedPort(field: string, text: string, type: ExposedPort['type']): ExposedPort {
  return { port: readPortNumber(field, /^\d{1,5}$/.test(text) ? Number(text) : undefined), type };
}
