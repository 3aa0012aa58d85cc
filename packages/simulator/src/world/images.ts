import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { defaultTemplates } from './default-templates.js';
import { newId } from './new-id.js';
import { Refusal } from './refusal.js';
import type { StoreParts } from './store-parts.js';

export type ImageType = 'base' | 'community' | 'private';

/** A repository of images that the platform knows. */
export interface Image {
  readonly id: string;
  readonly type: ImageType;
  /** Repository without its tag. */
  readonly repository: string;
  /** Virtual milliseconds since 1970. */
  readonly createdAt: number;
  /** Oldest first. */
  readonly tags: readonly string[];
}

interface StoredImage extends Image {
  readonly tags: string[];
}

/** The images of the platform, and those that the account has saved from instances. */
export class Images {
  readonly #now: () => number;
  readonly #ids: SeededRandom;
  readonly #all = new Map<string, StoredImage>();

  constructor({ seed, now }: Pick<StoreParts, 'seed' | 'now'>) {
    this.#now = now;
    this.#ids = seededRandom(seed, 'image ids');
    for (const { content, createdAt } of defaultTemplates()) {
      this.#add(content.image, content.channel === 'official' ? 'base' : 'community', createdAt);
    }
  }

  /** Oldest first. */
  list(): Iterable<Image> {
    return this.#all.values();
  }

  /** Adds what a save-image job has written. @param reference - the target with its tag. */
  save(reference: string): Image {
    return this.#add(reference, 'private', this.#now());
  }

  /** @throws Refusal `IMAGE_NOT_FOUND`, or `FORBIDDEN` when it is not the account's. */
  delete(id: string): void {
    const image = this.#all.get(id);
    if (image === undefined) throw new Refusal('not_found', 'IMAGE_NOT_FOUND', 'image not found');
    if (image.type !== 'private') throw new Refusal('forbidden', 'FORBIDDEN', 'the image belongs to another account');
    this.#all.delete(id);
  }

  #add(reference: string, type: ImageType, createdAt: number): StoredImage {
    const { repository, tag } = splitReference(reference);
    const known = [...this.#all.values()].find((image) => image.type === type && image.repository === repository);
    if (known !== undefined) {
      if (!known.tags.includes(tag)) known.tags.push(tag);
      return known;
    }
    const image: StoredImage = { id: newId(this.#ids, this.#all), type, repository, createdAt, tags: [tag] };
    this.#all.set(image.id, image);
    return image;
  }
}

/** A colon before the last slash belongs to the port of the registry. */
function splitReference(reference: string): { repository: string; tag: string } {
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  if (colon === -1) return { repository: reference, tag: 'latest' };
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
