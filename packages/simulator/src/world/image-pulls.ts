import { FieldError, Fields } from '../fields.js';
import type { SeededRandom } from '../seeded-random.js';

/** How one image is pulled; give a size or a time, or a failure. */
export interface ImageOption {
  /** Compressed size; the time follows from `mbPerSecond`. */
  readonly sizeGb?: number;
  /** Virtual megabytes per second, give or take a tenth. Default 250. */
  readonly mbPerSecond?: number;
  /** Virtual seconds, whatever the size. */
  readonly pullSeconds?: number;
  /** The pull fails with this message when its time is over. */
  readonly failure?: string;
}

/** By image reference. */
export type ImageOptions = Readonly<Record<string, ImageOption>>;

interface ImageRule {
  readonly sizeGb: number | undefined;
  /** Milliseconds of a pull; undefined for the duration `pulling`. */
  readonly ms: number | undefined;
  /** Part of the time that a pull may be shorter or longer. */
  readonly spread: number;
  readonly failure: string | undefined;
}

export type ImageRules = ReadonlyMap<string, ImageRule>;

/** What pulling an image comes to. */
export interface Pull {
  readonly ms: number;
  /** Undefined when no rule tells. */
  readonly sizeGb: number | undefined;
  /** Why it fails in the end; undefined for success. */
  readonly failure: string | undefined;
}

const MB_PER_GB = 1024;
const MAX_SECONDS = 1e9;

/** @throws FieldError naming the image and the field. */
export function readImageRules(options: unknown): ImageRules {
  const entries = Object.entries(asRecord(options)).map(([image, value]): [string, ImageRule] => {
    const name = `images.${image}`;
    const fields = new Fields(value, name, `${name}.`);
    const sizeGb = fields.number('sizeGb', { min: 0, max: 10_000 });
    const mbPerSecond = fields.number('mbPerSecond', { min: 0.001 }) ?? 250;
    const seconds = fields.number('pullSeconds', { min: 0, max: MAX_SECONDS });
    const failure = fields.text('failure', { minLength: 1 });
    fields.refuseUnknown();
    if (seconds !== undefined) return [image, { sizeGb, ms: seconds * 1000, spread: 0, failure }];
    const ms = sizeGb === undefined ? undefined : (sizeGb * MB_PER_GB * 1000) / mbPerSecond;
    return [image, { sizeGb, ms, spread: 0.1, failure }];
  });
  return new Map(entries);
}

/** @param usualMs - draws the time of an image that has no rule of its own. */
export function planPull(rules: ImageRules, image: string, chance: SeededRandom, usualMs: () => number): Pull {
  const rule = rules.get(image);
  if (rule?.ms === undefined) return { ms: usualMs(), sizeGb: undefined, failure: rule?.failure };
  const factor = rule.spread === 0 ? 1 : 1 - rule.spread + 2 * rule.spread * chance.fraction();
  return { ms: Math.round(rule.ms * factor), sizeGb: rule.sizeGb, failure: rule.failure };
}

function asRecord(options: unknown): Record<string, unknown> {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return { ...options };
  throw new FieldError('images', 'must be an object of images by their reference');
}
