import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationQuery } from '../../operations/call-operation.js';
import { checkId } from '../check-id.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import type { Open } from '../open.js';
import { readObjects, readText, readTime, withRaw, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { settleDeletion } from '../deletion.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';
import { readStatus, type V2Status } from './status.js';

/** One version of an image. */
interface V2ImageTag {
  readonly tag: string | undefined;
  /** Full reference. */
  readonly image: string | undefined;
}

/** An image that the platform knows. Only the spelling of `name`, `image` and `tags` has been seen. */
export interface V2Image {
  /** Empty when the answer carries none. */
  readonly id: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly tags: readonly V2ImageTag[];
  readonly type: Open<'base' | 'community' | 'private'> | undefined;
  /** Undefined when the answer tells none. */
  readonly status: V2Status | undefined;
  readonly createdAt: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Image']>;
}

/**
 * Filters of a list and its page. `name` is a part of a name, `limit` is how many images a page has: at most 1000, by
 * default 100.
 */
export type V2ListImagesParams = Readonly<OperationQuery<'v2ListImages'>>;

/**
 * Images of the platform, and those that jobs have saved.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type V2Image, type V2ListImagesParams } from '@novita-fleet/client';
 *
 * const { images } = new NovitaApiService(new NovitaClient()).v2;
 * const saved: V2ListImagesParams = { type: 'private' };
 * const old: V2Image[] = [];
 * for await (const image of images.listAll(saved)) {
 *   if (image.createdAt !== undefined && image.createdAt < new Date('2026-01-01')) old.push(image);
 * }
 * for (const { id } of old) await images.delete(id);
 * ```
 */
export class V2ImagesResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the images. Page: https://novita.ai/docs/api-reference/gpus-v2-list-image
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: V2ListImagesParams = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Image>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListImages', { query }, options);
    return readCursorPage(answer, 'images', imageOf);
  }

  /**
   * All images, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListImagesParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2Image, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * Deletes a saved image. Page: https://novita.ai/docs/api-reference/gpus-v2-delete-image
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { image_id: checkId(id, 'image') };
    await settleDeletion(callOperation(this.#client, 'v2DeleteImage', { params, idempotent: true }, options));
  }
}

function imageOf(raw: Loose): V2Image {
  const image = {
    id: readText(raw.id) ?? readText(raw.image_id) ?? '',
    name: readText(raw.name) ?? '',
    image: readText(raw.image),
    tags: readObjects(raw.tags).map((entry) => ({ tag: readText(entry.tag), image: readText(entry.image) })),
    type: readText(raw.type),
    status: raw.status === undefined || raw.status === null ? undefined : readStatus<never>(raw.status),
    createdAt: readTime(raw.created_at),
  };
  return withRaw(image, raw as V2Image['raw']);
}
