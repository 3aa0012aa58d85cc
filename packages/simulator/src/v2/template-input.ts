import { FieldError, Fields } from '../fields.js';
import { readEnvVars } from '../http/env-vars.js';
import { readPortNumber } from '../http/port-number.js';
import type { PortGroup, TemplateChannel, TemplateContent } from '../world/template.js';

/** Root disk of a template that names none, in GB: what is free of charge on the page `gpu-instance-pricing`. */
const DEFAULT_ROOTFS_GB = 60;

/**
 * Reads the body of the pages `gpus-v2-{create,update}-template`. v2 publishes no lengths; those of v1 are taken.
 *
 * @throws FieldError naming the first field that is missing or wrong.
 */
export function readTemplate(fields: Fields, channel: TemplateChannel): TemplateContent {
  return {
    name: fields.required('name', fields.text('name', { minLength: 1, maxLength: 255 })),
    type: fields.required('type', fields.oneOf('type', ['instance', 'serverless'])),
    channel,
    image: fields.required('image', fields.text('image', { minLength: 1, maxLength: 500 })),
    registryAuthId: fields.text('registry_auth_id', { maxLength: 255 }) ?? '',
    command: fields.text('command', { maxLength: 2047 }) ?? '',
    entrypoint: fields.text('entrypoint', { maxLength: 2047 }) ?? '',
    rootfsGb: fields.integer('rootfs_size_gb', { min: 1 }) ?? DEFAULT_ROOTFS_GB,
    ports: readPorts(fields),
    envs: readEnvVars(fields),
    minCudaVersion: fields.text('min_cuda_version', { maxLength: 255 }) ?? '',
    ...readMetadata(fields.raw('metadata') ?? {}),
  };
}

function readMetadata(source: unknown): Pick<TemplateContent, 'readme' | 'about'> {
  const fields = new Fields(source, 'metadata', 'metadata.');
  const tags = (fields.list('tags') ?? []).map((tag, index) => {
    if (typeof tag !== 'string') throw new FieldError(`metadata.tags[${index}]`, 'must be a string');
    return tag;
  });
  const text = (name: string): string => fields.text(name) ?? '';
  const about = { logo: text('logo'), description: text('description'), author: text('author'), tags };
  return { readme: fields.text('readme', { maxLength: 102_400 }) ?? '', about };
}

/** One entry for each port, which v1 shows grouped by protocol. */
function readPorts(fields: Fields): PortGroup[] {
  const groups = new Map<'http' | 'tcp', number[]>();
  for (const [index, entry] of (fields.list('ports') ?? []).entries()) {
    const name = `ports[${index}]`;
    const port = new Fields(entry, name, `${name}.`);
    const protocol = port.required('protocol', port.oneOf('protocol', ['tcp', 'http']));
    const group = groups.get(protocol) ?? [];
    group.push(readPortNumber(`${name}.port`, port.raw('port')));
    groups.set(protocol, group);
  }
  return Array.from(groups, ([type, ports]) => ({ type, ports }));
}
