import type { components } from '@novita-fleet/openapi/novita';
import { toUnixSeconds } from '../unix-time.js';
import type { Template } from '../world/template.js';

/** A template as v1 shows it, with a capital `Id`. */
export function toTemplateView({
  id,
  ownerId,
  createdAt,
  updatedAt,
  content,
}: Template): components['schemas']['Template'] {
  return {
    Id: id,
    user: ownerId,
    name: content.name,
    readme: content.readme,
    type: content.type,
    channel: content.channel,
    image: content.image,
    imageAuth: content.registryAuthId,
    startCommand: content.command,
    entrypoint: content.entrypoint,
    rootfsSize: content.rootfsGb,
    ports: content.ports.map(({ type, ports }) => ({ type, ports: [...ports] })),
    envs: [...content.envs],
    minCudaVersion: content.minCudaVersion,
    logo: content.about.logo,
    description: content.about.description,
    createdAt: String(toUnixSeconds(createdAt)),
    updatedAt: String(toUnixSeconds(updatedAt)),
  };
}
