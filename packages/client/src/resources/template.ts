import type { components } from '@novita-fleet/openapi/novita';
import { readEnvVars, type EnvVar } from './env-vars.js';
import { withHidden } from './hidden-fields.js';
import { readNumber, readNumbers, readObjects, readText, readTime, type Loose } from './loose-values.js';
import type { Open } from './open.js';

type RawTemplate = Partial<components['schemas']['Template']>;

/** Ports of one protocol. */
export interface TemplatePorts {
  readonly type: string | undefined;
  readonly ports: readonly number[];
}

/** A program of the image that has a port; only official templates tell of them. */
export interface TemplateTool {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly port: number | undefined;
  readonly type: string | undefined;
}

/** A prepared set of image, disk, ports and environment. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly type: Open<'instance' | 'serverless'> | undefined;
  readonly channel: Open<'private' | 'community' | 'official'> | undefined;
  readonly image: string | undefined;
  /** Id of a saved registry credential, not the credential. */
  readonly imageAuthId: string | undefined;
  readonly startCommand: string | undefined;
  readonly entrypoint: string | undefined;
  readonly rootfsSizeGb: number | undefined;
  readonly ports: readonly TemplatePorts[];
  readonly tools: readonly TemplateTool[];
  /** Lowest CUDA version that it needs. */
  readonly minCudaVersion: string | undefined;
  readonly description: string | undefined;
  /** Markdown. */
  readonly readme: string | undefined;
  /** Id of the account that it belongs to. */
  readonly ownerId: string | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  /** Environment variables. They may be secret; not part of JSON and inspection. */
  readonly envs: readonly EnvVar[];
  /** The answer itself; not part of JSON and inspection. */
  readonly raw: RawTemplate;
}

export function templateOf(raw: Loose): Template {
  const template = {
    id: readText(raw.Id) ?? readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    type: readText(raw.type),
    channel: readText(raw.channel),
    image: readText(raw.image),
    imageAuthId: readText(raw.imageAuth),
    startCommand: readText(raw.startCommand),
    entrypoint: readText(raw.entrypoint),
    rootfsSizeGb: readNumber(raw.rootfsSize),
    ports: readObjects(raw.ports).map(({ type, ports }) => ({ type: readText(type), ports: readNumbers(ports) })),
    tools: readObjects(raw.tools).map(toolOf),
    minCudaVersion: readText(raw.minCudaVersion),
    description: readText(raw.description),
    readme: readText(raw.readme),
    ownerId: readText(raw.user),
    createdAt: readTime(raw.createdAt) ?? readTime(raw.createTime),
    updatedAt: readTime(raw.updatedAt),
  };
  return withHidden(template, { envs: readEnvVars(raw.envs), raw: raw });
}

function toolOf(raw: Loose): TemplateTool {
  return {
    name: readText(raw.name),
    description: readText(raw.describe),
    port: readNumber(raw.port),
    type: readText(raw.type),
  };
}
