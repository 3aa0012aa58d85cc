import { Fields } from '../fields.js';

const DEFAULT_QUOTAS = {
  /** VPC networks of the account; the number of the live service is not published. */
  networks: 10,
  /** Largest network storage, in GB; not published. */
  networkStorageGb: 10_240,
  /** Prewarm tasks that may exist; page `gpu-instance-get-image-quota`. */
  prewarmTasks: 5,
  /** Largest image that can be prewarmed, in GB; same page. */
  prewarmImageGb: 100,
};

/** How much of everything the account may have. */
export type Quotas = Readonly<typeof DEFAULT_QUOTAS>;

/** What a caller may set; the rest keeps its default. */
export type QuotaOptions = Partial<Quotas>;

/** @throws FieldError naming an unknown quota, or one that is not an integer of at least 0. */
export function readQuotas(options: unknown): Quotas {
  const fields = new Fields(options, 'quotas', 'quotas.');
  const names = Object.keys(DEFAULT_QUOTAS) as (keyof Quotas)[];
  const entries = names.map((name) => [name, fields.integer(name, { min: 0 }) ?? DEFAULT_QUOTAS[name]]);
  fields.refuseUnknown();
  return Object.fromEntries(entries) as Quotas;
}
