import { setTimeout as waitFor } from 'node:timers/promises';
import type { FaultSpec } from './faults/fault-kinds.js';
import { readLatency, type Latency } from './faults/latency.js';
import { FieldError, Fields, inside } from './fields.js';
import type { NotFoundStatus } from './http/api-error.js';
import type { RequestListener } from './http/request-listeners.js';
import { readAccountViews, type AccountViews } from './v1/account-context.js';
import type { FirstPage } from './v1/paging.js';
import type { ActionBody } from './v1/v1-context.js';
import type { HappeningSpec } from './scenario/happenings.js';
import { readScenario, type NOT_IN_SCENARIOS, type ReadScenario } from './scenario/scenario.js';
import type { ClockMode } from './virtual-clock.js';
import type { CatalogueData } from './world/catalogue.js';
import { DEFAULT_CATALOGUE } from './world/default-catalogue.js';
import { readDurations, type DurationOptions, type DurationRanges } from './world/durations.js';
import { readQuotas, type QuotaOptions, type Quotas } from './world/quotas.js';
import { readRules, type WorldRuleOptions, type WorldRules } from './world/rules.js';
import { withStock, type StockOption } from './world/stock-option.js';

/** Options of `startSimulator`. Unknown ones are refused. */
export interface SimulatorOptions extends WorldRuleOptions, Partial<AccountViews> {
  /** TCP port on 127.0.0.1. Default 0: the system chooses. */
  readonly port?: number;
  /** Seed of ids, durations, passwords and of the chance of faults: an integer. Default 1. */
  readonly seed?: number;
  /** `real`: time passes by itself, at `speed`. `stepped`: it moves only by `advance`. Default `real`. */
  readonly clock?: 'real' | 'stepped';
  /** Virtual seconds per real second, above 0 and up to 1,000,000; not with a stepped clock. Default 1. */
  readonly speed?: number;
  /** First virtual time, milliseconds since 1970. Default: now; with a stepped clock 2026-01-01 UTC. */
  readonly startTime?: number;
  /** How long states last, in virtual seconds: a number, or `[min, max]` to draw from. */
  readonly durations?: DurationOptions;
  /** How much the account may have: networks, storage, prewarm tasks. */
  readonly quotas?: QuotaOptions;
  /** GPUs in stock. Default: the numbers of the built-in catalogue. */
  readonly stock?: StockOption;
  /** API keys that are accepted. Default: any that begins with `sk_`. */
  readonly apiKeys?: readonly string[];
  /** Number of the first page of lists. Default 1; page 0 is then the same page. */
  readonly firstPage?: FirstPage;
  /** HTTP status for an object that is not there. Default 400. */
  readonly notFoundStatus?: NotFoundStatus;
  /** Body of start, stop, restart and delete: none, `{}`, or `{instanceId, state}`. Default `full`. */
  readonly actionBody?: ActionBody;
  /** Whether lists carry the addresses of ports; the detail always does. Default true. */
  readonly listEndpoints?: boolean;
  /** Decimal digits of prices in v2, 0 to 8. Default 3, as the twin platform has it. */
  readonly pricePrecision?: number;
  /** Whether ports of instances are opened on loopback. Without, addresses look like Novita's. Default true. */
  readonly portGateway?: boolean;
  /**
   * A scenario, or the path of a YAML or JSON file with one: options, faults, and what happens when. Options that
   * are given beside it win.
   */
  readonly scenario?: string | Scenario;
  /** Faults from the start; more can be added at any time. */
  readonly faults?: readonly FaultSpec[];
  /** Chance, 0 to 1, of every request to meet a drawn mishap of transport or status; the fault `chaos`. Default 0. */
  readonly chaos?: number;
  /** Holds back every answer, in real milliseconds: a number, or `[min, max]` to draw from; the fault `latency`. */
  readonly latency?: Latency;
  /** Requests that one key may make in a virtual minute, from 1. Default: no limit. */
  readonly rateLimit?: number;
  /** Whether a refusal by the rate limit carries `Retry-After`. Default true. */
  readonly retryAfter?: boolean;
  /** How many requests the ledger keeps in full. Default 100,000. */
  readonly ledgerRequests?: number;
  /** Called synchronously when a request has been read, and again when its effect is done; must not throw. */
  readonly onRequest?: RequestListener;
  /** Real time in milliseconds from any start. Default `performance.now`. */
  readonly timeSource?: () => number;
  /** Waits real milliseconds, for the fault `latency`; rejects on abort. Default: a timer. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A scenario: what the cloud is like, what goes wrong with requests, and what happens when. */
export interface Scenario {
  /** What it is about; for people. */
  readonly name?: string;
  /** Options of the simulator; those that are given beside the scenario win. */
  readonly options?: Omit<SimulatorOptions, (typeof NOT_IN_SCENARIOS)[number]>;
  readonly faults?: readonly FaultSpec[];
  readonly happenings?: readonly HappeningSpec[];
}

/** Options checked and complete. */
export interface ResolvedOptions {
  readonly port: number;
  readonly seed: number;
  readonly clockMode: ClockMode;
  readonly startMs: number;
  readonly durations: DurationRanges;
  readonly catalogue: CatalogueData;
  readonly rules: WorldRules;
  readonly quotas: Quotas;
  readonly apiKeys: readonly string[] | undefined;
  readonly firstPage: FirstPage;
  readonly notFoundStatus: NotFoundStatus;
  readonly actionBody: ActionBody;
  readonly listEndpoints: boolean;
  readonly accountViews: AccountViews;
  readonly pricePrecision: number;
  readonly portGateway: boolean;
  readonly scenario: ReadScenario;
  /** To be added after those of the scenario. */
  readonly faults: readonly unknown[];
  readonly rateLimit: number | undefined;
  readonly retryAfter: boolean;
  readonly ledgerRequests: number;
  readonly onRequest: RequestListener | undefined;
  readonly timeSource: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const STEPPED_START_MS = Date.UTC(2026, 0, 1);

/** @throws FieldError naming the option that is unknown or wrong. */
export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  const { scenario: source, ...given } = options;
  const scenario = readScenario(source);
  // Checked alone first, so that a message names the right place.
  inside('options', () => resolveGiven(scenario.options, scenario));
  const defined = Object.fromEntries(Object.entries<unknown>(given).filter(([, value]) => value !== undefined));
  return resolveGiven({ ...scenario.options, ...defined }, scenario);
}

function resolveGiven(options: unknown, scenario: ReadScenario): ResolvedOptions {
  const fields = new Fields(options, 'options');
  const clockMode = readClockMode(fields);
  const resolved: ResolvedOptions = {
    port: fields.integer('port', { min: 0, max: 65_535 }) ?? 0,
    seed: fields.integer('seed') ?? 1,
    clockMode,
    startMs: fields.integer('startTime', { min: 0 }) ?? (clockMode.kind === 'stepped' ? STEPPED_START_MS : Date.now()),
    durations: readDurations(fields.raw('durations') ?? {}),
    quotas: readQuotas(fields.raw('quotas') ?? {}),
    catalogue: withStock(DEFAULT_CATALOGUE, fields.raw('stock')),
    rules: readRules(fields),
    apiKeys: readApiKeys(fields),
    firstPage: fields.oneOf('firstPage', [0, 1]) ?? 1,
    notFoundStatus: fields.oneOf('notFoundStatus', [400, 404]) ?? 400,
    actionBody: fields.oneOf('actionBody', ['empty', 'object', 'full']) ?? 'full',
    listEndpoints: fields.flag('listEndpoints') ?? true,
    accountViews: readAccountViews(fields),
    pricePrecision: fields.integer('pricePrecision', { min: 0, max: 8 }) ?? 3,
    portGateway: fields.flag('portGateway') ?? true,
    scenario,
    faults: readFaults(fields),
    rateLimit: fields.integer('rateLimit', { min: 1, max: 1_000_000 }),
    retryAfter: fields.flag('retryAfter') ?? true,
    ledgerRequests: fields.integer('ledgerRequests', { min: 1 }) ?? 100_000,
    onRequest: readFunction(fields, 'onRequest') as RequestListener | undefined,
    timeSource: (readFunction(fields, 'timeSource') as (() => number) | undefined) ?? (() => performance.now()),
    wait: (readFunction(fields, 'wait') as ResolvedOptions['wait'] | undefined) ?? waitReal,
  };
  fields.refuseUnknown();
  return resolved;
}

function readClockMode(fields: Fields): ClockMode {
  const kind = fields.oneOf('clock', ['real', 'stepped']) ?? 'real';
  const speed = fields.number('speed', { max: 1_000_000 });
  if (speed !== undefined && speed <= 0) throw new FieldError('speed', `must be above 0, not ${speed}`);
  if (kind === 'real') return speed === undefined || speed === 1 ? { kind } : { kind: 'accelerated', speed };
  if (speed !== undefined) throw new FieldError('speed', 'cannot be given with a stepped clock');
  return { kind };
}

/** The faults that options ask for; what is in them is checked when they are added. */
function readFaults(fields: Fields): unknown[] {
  const faults = [...(fields.list('faults') ?? [])];
  const chaos = fields.number('chaos', { min: 0, max: 1 }) ?? 0;
  const latency = readLatency(fields, 'latency');
  if (chaos > 0) faults.push({ kind: 'chaos', probability: chaos });
  if (latency !== undefined) faults.push({ kind: 'latency', ms: latency });
  return faults;
}

function readApiKeys(fields: Fields): readonly string[] | undefined {
  const keys = fields.list('apiKeys');
  if (keys === undefined) return undefined;
  const isList = (values: readonly unknown[]): values is readonly string[] =>
    values.length > 0 && values.every((value) => typeof value === 'string' && value !== '');
  if (!isList(keys)) throw new FieldError('apiKeys', 'must be a list of at least one key');
  return [...keys];
}

/** The signature of a function cannot be checked; that it is one can. */
function readFunction(fields: Fields, name: string): ((...parameters: never) => unknown) | undefined {
  const value = fields.raw(name);
  if (value === undefined) return undefined;
  if (typeof value !== 'function') throw new FieldError(name, 'must be a function');
  return value as (...parameters: never) => unknown;
}

function waitReal(ms: number, signal: AbortSignal): Promise<void> {
  return waitFor(ms, undefined, { signal });
}
