import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationBody, type OperationQuery } from '../../operations/call-operation.js';
import { checkFound, readNewId } from '../answered-ids.js';
import { checkId } from '../check-id.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import { withHidden } from '../hidden-fields.js';
import type { Open } from '../open.js';
import { readNumber, readObject, readObjects, readText, readTexts, readTime, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { settleDeletion } from '../deletion.js';
import { readEnvVars, type EnvVar } from '../env-vars.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';

/** A port that instances of a template expose. */
interface V2TemplatePort {
  readonly port: number | undefined;
  readonly protocol: Open<'tcp' | 'http'> | undefined;
}

/** What a template says about itself. */
interface V2TemplateMetadata {
  /** In Markdown. */
  readonly readme: string | undefined;
  /** Address of a picture. */
  readonly logo: string | undefined;
  readonly description: string | undefined;
  readonly author: string | undefined;
  readonly tags: readonly string[];
}

/** A prepared set of image, disk, ports and environment. */
export interface V2Template {
  readonly id: string;
  readonly name: string;
  readonly type: Open<'instance' | 'serverless'> | undefined;
  readonly visibility: Open<'private' | 'community' | 'official'> | undefined;
  readonly image: string | undefined;
  /** Id of a saved registry credential, not the credential. */
  readonly registryAuthId: string | undefined;
  readonly rootfsSizeGb: number | undefined;
  readonly ports: readonly V2TemplatePort[];
  readonly metadata: V2TemplateMetadata;
  /** Lowest CUDA version; undefined for any. */
  readonly minCudaVersion: string | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly ownerId: string | undefined;
  readonly memberId: string | undefined;
  /** Command that replaces the one of the image. It may hold secrets; not part of JSON and inspection. */
  readonly command: string | undefined;
  /** It may hold secrets; not part of JSON and inspection. */
  readonly entrypoint: string | undefined;
  /** Values may be secrets; not part of JSON and inspection. */
  readonly envs: readonly EnvVar[];
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Template']>;
}

/** A template as it is created and replaced; sizes are in GB. */
export type V2TemplateRequest = OperationBody<'v2CreateTemplate'>;

/**
 * Filters of a list and its page. `name` is a part of a name, `visibilities` are several with commas between, `limit` is
 * how many templates a page has: at most 1000, by default 100.
 */
export type V2ListTemplatesParams = Readonly<OperationQuery<'v2ListTemplates'>>;

/**
 * Templates of instances and of serverless endpoints.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { EnvVar, V2ListTemplatesParams, V2Template, V2TemplateRequest } from '@novita-fleet/client';
 *
 * const { templates } = new NovitaApiService(new NovitaClient()).v2;
 * const request: V2TemplateRequest = { name: 'mine', type: 'instance', image: 'ghcr.io/me/app:1', rootfs_size_gb: 60 };
 * const { id } = await templates.create(request);
 * await templates.update(id, { ...request, command: 'serve' });
 *
 * const template: V2Template = await templates.get(id);
 * const envs: readonly EnvVar[] = template.envs;
 * console.log(template.name, template.ports, envs.length);
 *
 * const mine: V2ListTemplatesParams = { visibilities: 'private' };
 * for await (const { name } of templates.listAll(mine)) console.log(name);
 * ```
 */
export class V2TemplatesResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the templates. Page: https://novita.ai/docs/api-reference/gpus-v2-list-templates
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: V2ListTemplatesParams = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Template>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListTemplates', { query }, options);
    return readCursorPage(answer, 'templates', templateOf);
  }

  /**
   * All templates, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListTemplatesParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2Template, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * One template. Page: https://novita.ai/docs/api-reference/gpus-v2-get-template
   *
   * @param query - `is_community` says that it is one of the community.
   * @throws NotFoundError when it does not exist.
   */
  async get(
    id: string,
    query: Readonly<OperationQuery<'v2GetTemplate'>> = {},
    options: ResourceCallOptions = {},
  ): Promise<V2Template> {
    const params = { template_id: checkId(id, 'template') };
    const answer = await callOperation(this.#client, 'v2GetTemplate', { params, query }, options);
    const template = templateOf(readObject(answer));
    return checkFound(template, 'template');
  }

  /**
   * Saves a new template; sent twice it would make two.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-create-template
   *
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws DecodeError when the answer carries no id; the template may exist.
   */
  async create(request: V2TemplateRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const input = { body: request, idempotent: false };
    const answer = readObject(await callOperation(this.#client, 'v2CreateTemplate', input, options));
    return { id: readNewId(answer.template_id ?? answer.id, 'template') };
  }

  /**
   * Replaces a template as a whole: what the request leaves out is gone.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-update-template
   *
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws NotFoundError when it does not exist.
   */
  async update(id: string, request: V2TemplateRequest, options: ResourceCallOptions = {}): Promise<void> {
    const params = { template_id: checkId(id, 'template') };
    await callOperation(this.#client, 'v2UpdateTemplate', { params, body: request, idempotent: true }, options);
  }

  /**
   * Deletes a template. Page: https://novita.ai/docs/api-reference/gpus-v2-delete-template
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { template_id: checkId(id, 'template') };
    await settleDeletion(callOperation(this.#client, 'v2DeleteTemplate', { params, idempotent: true }, options));
  }
}

function templateOf(raw: Loose): V2Template {
  const metadata = readObject(raw.metadata);
  const template = {
    id: readText(raw.id) ?? readText(raw.template_id) ?? '',
    name: readText(raw.name) ?? '',
    type: readText(raw.type),
    visibility: readText(raw.visibility),
    image: readText(raw.image),
    registryAuthId: readText(raw.registry_auth_id),
    rootfsSizeGb: readNumber(raw.rootfs_size_gb),
    ports: readObjects(raw.ports).map((entry) => ({
      port: readNumber(entry.port),
      protocol: readText(entry.protocol),
    })),
    metadata: {
      readme: readText(metadata.readme),
      logo: readText(metadata.logo),
      description: readText(metadata.description),
      author: readText(metadata.author),
      tags: readTexts(metadata.tags),
    },
    minCudaVersion: readText(raw.min_cuda_version),
    createdAt: readTime(raw.created_at),
    updatedAt: readTime(raw.updated_at),
    ownerId: readText(raw.owner_id),
    memberId: readText(raw.member_id),
  };
  return withHidden(template, {
    command: readText(raw.command),
    entrypoint: readText(raw.entrypoint),
    envs: readEnvVars(raw.envs),
    raw: raw,
  });
}
