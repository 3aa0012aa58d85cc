import type { InstanceSpec, PrivateSpec } from '../lifecycle/instance.js';
import type { SecretBox } from '../secret-box.js';

/**
 * Hides what may hold secrets: environment variables, command and entrypoint. They must be kept, because a failover or a
 * re-creation sends them again; in the store they are sealed, for their owner.
 *
 * @param owner - the API key that asked.
 */
export function sealSpec(spec: InstanceSpec, owner: string, secrets: SecretBox): InstanceSpec {
  const { envs = [], command, entrypoint, ...rest } = spec;
  if (envs.length === 0 && command === undefined && entrypoint === undefined) return rest;
  const hidden: PrivateSpec = { envs, command, entrypoint };
  return { ...rest, sealed: secrets.seal(JSON.stringify(hidden), ownerOf(owner)) };
}

/** What a create call needs of what is hidden. @throws Error when it was sealed with another key. */
export function openSpec(spec: InstanceSpec, owner: string, secrets: SecretBox): PrivateSpec {
  const { sealed, envs = [], command, entrypoint } = spec;
  if (sealed === undefined) return { envs, command, entrypoint };
  return JSON.parse(secrets.open(sealed, ownerOf(owner))) as PrivateSpec;
}

function ownerOf(apiKeyId: string): string {
  return `instances of ${apiKeyId}`;
}
