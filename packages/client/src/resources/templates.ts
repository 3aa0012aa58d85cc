import type { components } from '@novita-fleet/openapi/novita';
import { DecodeError } from '../errors/transport-errors.js';
import { callOperation, type OperationQuery } from '../operations/call-operation.js';
import { checkId } from './check-id.js';
import type { Open } from './instance.js';
import { readNumber, readObject, readObjects, readText, readTime, withRaw, type Loose } from './loose-values.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawTemplate = Partial<components['schemas']['Template']>;

/** Ports of one protocol. */
export interface TemplatePorts {
  readonly type: string | undefined;
  readonly ports: readonly number[];
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
  readonly createdAt: Date | undefined;
  /** The answer itself, with environment variables; not part of JSON. */
  readonly raw: RawTemplate;
}

/**
 * Filters of a list of templates, and its page.
 *
 * @example
 * ```ts
 * import {
 *   NovitaApiService,
 *   NovitaClient,
 *   type ListTemplatesParams,
 *   type Template,
 *   type TemplatePage,
 *   type TemplatePorts,
 * } from '@novita-fleet/client';
 *
 * const params: ListTemplatesParams = { channel: ['official'], pageNum: 1, pageSize: 50 };
 * await using client = new NovitaClient();
 * const { items }: TemplatePage = await new NovitaApiService(client).templates.list(params);
 * const portsOf = ({ ports }: Template): number[] => ports.flatMap((group: TemplatePorts) => [...group.ports]);
 * for (const template of items) console.log(template.name, portsOf(template));
 * ```
 */
export type ListTemplatesParams = Readonly<OperationQuery<'listTemplates'>>;

/** One page of a list. */
export interface TemplatePage {
  readonly items: Template[];
  /** How many templates match on all pages, where the answer says so. */
  readonly total: number | undefined;
}

/** Prepared images of the cloud and of the account. */
export class TemplatesResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the templates. Page: https://novita.ai/docs/api-reference/gpu-instance-list-templates
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   */
  async list(params: ListTemplatesParams = {}, options: ResourceCallOptions = {}): Promise<TemplatePage> {
    const body = readObject(await callOperation(this.#client, 'listTemplates', { query: params }, options));
    // The key is singular although it holds a list.
    return { items: readObjects(body.template).map(templateOf), total: readNumber(body.total) };
  }

  /**
   * One template. Page: https://novita.ai/docs/api-reference/gpu-instance-get-template
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<Template> {
    const query = { templateId: checkId(id, 'template') };
    const body = readObject(await callOperation(this.#client, 'getTemplate', { query }, options));
    const template = templateOf(readObject(body.template));
    if (template.id === '') throw new DecodeError('The answer to the get call carries no template', 200);
    return template;
  }
}

function templateOf(raw: Loose): Template {
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
    ports: readObjects(raw.ports).map((group) => ({ type: readText(group.type), ports: readPorts(group.ports) })),
    createdAt: readTime(raw.createdAt) ?? readTime(raw.createTime),
  };
  return withRaw(template, raw as RawTemplate);
}

function readPorts(value: unknown): number[] {
  return Array.isArray(value) ? value.map(readNumber).filter((port) => port !== undefined) : [];
}
