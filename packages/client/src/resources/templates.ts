import { callOperation, type OperationBody, type OperationQuery } from '../operations/call-operation.js';
import { checkFound, readNewId } from './answered-ids.js';
import { checkId } from './check-id.js';
import { settleDeletion } from './deletion.js';
import { readPage, type Page } from './lists.js';
import { readObject } from './loose-values.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';
import { templateOf, type Template } from './template.js';

/** Filters of a list and its page: the first, of 100 templates, by default. `channel` is a list. */
export type ListTemplatesParams = Readonly<OperationQuery<'listTemplates'>>;

/** A new template, as the cloud takes it: disk in GB, ports in groups by protocol, `imageAuth` the id of a credential. */
export type CreateTemplateRequest = OperationBody<'createTemplate'>['template'];

/** All of a template but its id: what is left out is gone. */
export type UpdateTemplateRequest = Omit<OperationBody<'updateTemplate'>['template'], 'Id'>;

const PAGE_SIZE = 100;

/**
 * Templates: prepared sets of image, disk, ports and environment.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type Template, type TemplatePorts, type TemplateTool } from '@novita-fleet/client';
 * import type { CreateTemplateRequest, ListTemplatesParams, UpdateTemplateRequest } from '@novita-fleet/client';
 *
 * const { templates } = new NovitaApiService(new NovitaClient());
 * const request: CreateTemplateRequest = {
 *   name: 'trainer',
 *   type: 'instance',
 *   channel: 'private',
 *   image: 'ghcr.io/me/app:1',
 *   rootfsSize: 60,
 *   ports: [{ type: 'http', ports: [8000] }],
 * };
 * const { id } = await templates.create(request);
 * const next: UpdateTemplateRequest = { ...request, image: 'ghcr.io/me/app:2' };
 * await templates.update(id, next);
 *
 * const group = ({ type, ports }: TemplatePorts): string => `${type} ${ports.join()}`;
 * const tool = ({ name, port }: TemplateTool): string => `${name} on ${port}`;
 * const official: ListTemplatesParams = { channel: ['official'] };
 * const found: readonly Template[] = (await templates.list(official)).items;
 * for (const { name, ports, tools } of found) console.log(name, ports.map(group), tools.map(tool));
 * ```
 */
export class TemplatesResource {
  readonly #client: ResourceClient;
  readonly #pages = new PagedList();

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the templates. Page: https://novita.ai/docs/api-reference/gpu-instance-list-templates
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListTemplatesParams = {}, options: ResourceCallOptions = {}): Promise<Page<Template>> {
    const query = { pageSize: PAGE_SIZE, ...params };
    // The key is singular although it holds a list.
    return readPage(await callOperation(this.#client, 'listTemplates', { query }, options), 'template', templateOf);
  }

  /** All templates, page by page, each once; see `instances.listAll`. */
  listAll(
    params: Omit<ListTemplatesParams, 'pageNum'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Template, void, undefined> {
    return this.#pages.walk((pageNum) => this.list({ ...params, pageNum }, options));
  }

  /**
   * One template. Page: https://novita.ai/docs/api-reference/gpu-instance-get-template
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<Template> {
    const query = { templateId: checkId(id, 'template') };
    const answer = await callOperation(this.#client, 'getTemplate', { query }, options);
    return checkFound(templateOf(readObject(readObject(answer).template)), 'template');
  }

  /**
   * Creates a template. Not sent again once it may have arrived: there would be two.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-create-template
   *
   * @throws InvalidArgumentError when a field is missing, unknown or out of range, such as one of the reserved ports
   * 2222–2224.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(template: CreateTemplateRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const answer = await callOperation(this.#client, 'createTemplate', { body: { template } }, options);
    return { id: readNewId(readObject(answer).templateId, 'template') };
  }

  /**
   * Replaces a template. Page: https://novita.ai/docs/api-reference/gpu-instance-edit-template
   *
   * @throws InvalidArgumentError when a field is missing, unknown or out of range.
   * @throws NotFoundError when it does not exist.
   */
  async update(id: string, template: UpdateTemplateRequest, options: ResourceCallOptions = {}): Promise<void> {
    const body = { template: { ...template, Id: checkId(id, 'template') } };
    await callOperation(this.#client, 'updateTemplate', { body, idempotent: true }, options);
  }

  /**
   * Deletes a template. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-template
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const body = { templateId: checkId(id, 'template') };
    await settleDeletion(callOperation(this.#client, 'deleteTemplate', { body, idempotent: true }, options));
  }
}
