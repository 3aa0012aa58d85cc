import { FieldError, Fields } from '../fields.js';
import type { CloudRequest } from '../http/cloud-route.js';
import { readEnvVars } from '../http/env-vars.js';
import { readPortNumber } from '../http/port-number.js';
import { NOTHING_ABOUT, type PortGroup, type TemplateAbout, type TemplateContent } from '../world/template.js';
import { bodyFields } from './body-fields.js';

const PATH = 'template.';
const MAX_PORTS_OF_GROUP = 10;

/** The fields of the object `template` in a body. @throws FieldError when there is none. */
export function templateFields(request: Pick<CloudRequest, 'bodyText'>): Fields {
  const body = bodyFields(request);
  return new Fields(body.required('template', body.raw('template')), 'template', PATH);
}

/**
 * Reads a template by the limits of the page `gpu-instance-create-template`.
 *
 * @param about - what v1 cannot say and an update keeps.
 * @throws FieldError naming the first field that is missing or wrong.
 */
export function readTemplate(fields: Fields, about: TemplateAbout = NOTHING_ABOUT): TemplateContent {
  return {
    name: fields.required('name', fields.text('name', { minLength: 1, maxLength: 255 })),
    type: fields.required('type', fields.oneOf('type', ['instance', 'serverless'])),
    channel: readChannel(fields),
    image: fields.required('image', fields.text('image', { minLength: 1, maxLength: 500 })),
    registryAuthId: fields.text('imageAuth', { maxLength: 255 }) ?? '',
    command: fields.text('startCommand', { maxLength: 2047 }) ?? '',
    entrypoint: fields.text('entrypoint', { maxLength: 2047 }) ?? '',
    rootfsGb: fields.required('rootfsSize', fields.integer('rootfsSize', { min: 1 })),
    ports: (fields.list('ports') ?? []).map(readPortGroup),
    envs: readEnvVars(fields, PATH),
    minCudaVersion: fields.text('minCudaVersion', { maxLength: 255 }) ?? '',
    readme: fields.text('readme', { maxLength: 102_400 }) ?? '',
    about,
  };
}

/** Official templates are Novita's own. */
function readChannel(fields: Fields): 'private' | 'community' {
  const channel = fields.required('channel', fields.oneOf('channel', ['private', 'community', 'official']));
  if (channel === 'official') throw new FieldError(`${PATH}channel`, 'must be private or community');
  return channel;
}

function readPortGroup(entry: unknown, index: number): PortGroup {
  const name = `${PATH}ports[${index}]`;
  const fields = new Fields(entry, name, `${name}.`);
  const type = fields.required('type', fields.oneOf('type', ['http', 'tcp', 'udp']));
  const ports = fields.required('ports', fields.list('ports', { maxItems: MAX_PORTS_OF_GROUP }));
  return { type, ports: ports.map((port) => readPortNumber(`${name}.ports`, port)) };
}
