import { Fields } from '../fields.js';
import { readImageRules, type ImageOptions, type ImageRules } from './image-pulls.js';

/** How the cloud behaves where its pages leave a choice, and what money and reclaims are like. */
export interface WorldRules {
  /** Opening balance in 1/10000 USD. Default 10,000,000,000: a million USD. */
  readonly balance: number;
  /** Whether instances are frozen when the balance has run out. Default true; no page tells. */
  readonly freezeOnEmptyBalance: boolean;
  /** From the notice to a spot instance until it is taken back, in virtual seconds. Default 3600. */
  readonly spotNotice: number;
  /** Chance, 0 to 1, that a running spot instance gets a notice in an hour, from its second one on. Default 0. */
  readonly spotReclaimChance: number;
  /** Whether a stopped instance can be upgraded, which starts it. Default true; no page tells. */
  readonly upgradeFromExited: boolean;
  /** Whether the image of a running instance can be saved. Default false: the guide asks for a stopped one. */
  readonly saveImageFromRunning: boolean;
  /** The state that a migration ends in. Default `exited`; no page tells. */
  readonly migrateEndsIn: 'exited' | 'running';
  /** Whether `expandRootDisk` of a v1 edit is what to add or the new size. Default `increment`, as it is worded. */
  readonly expandRootDisk: 'increment' | 'target';
  /** What a full use is in the metrics: 100 or 1. Default 100; no page tells. */
  readonly metricsScale: 1 | 100;
  /** Images that are pulled in a time of their own, or not at all. */
  readonly images: ImageRules;
}

/** The same as options; every one may be left out. */
export interface WorldRuleOptions extends Partial<Omit<WorldRules, 'images'>> {
  /** By image reference. Images that are not named take the duration `pulling`. */
  readonly images?: ImageOptions;
}

/** Reads what it knows and leaves the rest to others. @throws FieldError naming the option that is wrong. */
export function readRules(fields: Fields): WorldRules {
  return {
    balance: fields.integer('balance', { min: 0 }) ?? 10_000_000_000,
    freezeOnEmptyBalance: fields.flag('freezeOnEmptyBalance') ?? true,
    spotNotice: fields.number('spotNotice', { min: 0, max: 1e9 }) ?? 3600,
    spotReclaimChance: fields.number('spotReclaimChance', { min: 0, max: 1 }) ?? 0,
    upgradeFromExited: fields.flag('upgradeFromExited') ?? true,
    saveImageFromRunning: fields.flag('saveImageFromRunning') ?? false,
    migrateEndsIn: fields.oneOf('migrateEndsIn', ['exited', 'running']) ?? 'exited',
    expandRootDisk: fields.oneOf('expandRootDisk', ['increment', 'target']) ?? 'increment',
    metricsScale: fields.oneOf('metricsScale', [1, 100]) ?? 100,
    images: readImageRules(fields.raw('images') ?? {}),
  };
}

/** The rules when nothing else is said. */
export function defaultRules(): WorldRules {
  return readRules(new Fields({}, 'options'));
}
