import type { AddressInfo } from 'node:net';
import { adminRoutes } from './admin/admin-routes.js';
import { Control, type ClockReport } from './admin/control.js';
import { logPath } from './admin/life-routes.js';
import type { Ledger, Summary } from './admin/ledger.js';
import type { FaultSpec } from './faults/fault-kinds.js';
import { Faults, type FaultReport } from './faults/faults.js';
import { PortGateway } from './gateway/port-gateway.js';
import { publishedAddress } from './gateway/published-address.js';
import { ApiKeys } from './http/api-keys.js';
import { routeName } from './http/cloud-route.js';
import { Pipeline } from './http/pipeline.js';
import { RateLimiter } from './http/rate-limiter.js';
import { RequestListeners, type RequestListener } from './http/request-listeners.js';
import { RequestLog } from './http/request-log.js';
import { createServer } from './http/server.js';
import type { HappeningReport } from './scenario/happenings.js';
import { resolveOptions, type ResolvedOptions, type SimulatorOptions } from './simulator-options.js';
import { accountRoutes } from './v1/account-routes.js';
import { billingRoutes } from './v1/billing-routes.js';
import { catalogueRoutes } from './v1/catalogue-routes.js';
import { instanceChangeRoutes } from './v1/instance-change-routes.js';
import { instanceRoutes } from './v1/instance-routes.js';
import { jobRoutes } from './v1/job-routes.js';
import { metricsRoutes } from './v1/metrics-routes.js';
import type { V1Context } from './v1/v1-context.js';
import type { V2Context } from './v2/v2-context.js';
import { v2Routes } from './v2/v2-routes.js';
import { VirtualClock } from './virtual-clock.js';
import { isAppUp, type Instance } from './world/instance.js';
import { World } from './world/world.js';

const HOST = '127.0.0.1';
const DEFAULT_API_KEY = 'sk_simulator';

/** A running fake of the cloud. */
export interface Simulator {
  /** Such as `http://127.0.0.1:40123`; the API lies below it with the paths of the live service. */
  readonly baseUrl: string;
  readonly port: number;
  /** A key that it accepts. */
  readonly apiKey: string;
  /** Where virtual time stands. */
  clock(): ClockReport;
  /**
   * Moves a stepped clock and runs what falls due.
   *
   * @param seconds - virtual seconds, at least 0.
   * @throws Error naming the problem when the clock moves by itself.
   */
  advance(seconds: number): ClockReport;
  /** Faults to inject; the same as the admin routes. */
  readonly faults: {
    /** @returns the id. @throws Error naming the field that is unknown or wrong. */
    add(fault: FaultSpec): string;
    list(): FaultReport[];
    /** @throws Error when there is no such fault. */
    remove(id: string): void;
    clear(): void;
  };
  /** What happens to instances from outside the API; each throws an Error when the instance is not there. */
  readonly instances: {
    /** It is gone without a word. */
    vanish(id: string): void;
    /** It exits, with the error in `statusError`. */
    fail(id: string, error: { readonly state: string; readonly message: string }): void;
    /** Someone stops it in the console; also refused when it is not running. */
    stop(id: string): void;
    /** A spot instance gets its notice; also refused when it is none. */
    reclaim(id: string, options?: { readonly noticeSeconds?: number }): void;
    /** How hard the program inside works; its metrics follow. */
    setLoad(id: string, options: { readonly load: 'busy' | 'idle' }): void;
    /** Its node breaks down; it migrates if that is switched on. @returns the id of the migration, or null. */
    nodeTrouble(id: string): { jobId: string | null };
    /** Whether its node refuses a start, until the instance was migrated. */
    setNodeFull(id: string, options: { readonly full: boolean }): void;
  };
  /** Makes a job fail; throws an Error when it is not there or has ended. */
  failJob(id: string, options: { readonly error: string; readonly errorMessage?: string }): void;
  /** Pays money in, in 1/10000 USD. @returns the balance. */
  topUp(options: { readonly amount: number }): { balance: number };
  /** Sets how many GPUs there are; what is in use stays in use. */
  setStock(options: { readonly productId: string; readonly clusterId: string; readonly gpus: number }): void;
  /** What was planned by the scenario, and what came of it. */
  happenings(): HappeningReport[];
  /** Every request and every instance ever created. */
  ledger(): Ledger;
  summary(): Summary;
  /** Adds a listener as the option `onRequest` does. @returns what removes it. */
  on(event: 'request', listener: RequestListener): () => void;
  /** Closes all ports and connections; delayed answers are dropped. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts the fake cloud on 127.0.0.1.
 *
 * @throws Error naming the option that is unknown or wrong, or when the port cannot be had.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const resolved = resolveOptions(options);
  const clock = new VirtualClock(resolved.clockMode, resolved.startMs, resolved.timeSource);
  let baseUrl = '';
  const { world, gateway, v1, v2 } = buildWorld(resolved, clock, () => baseUrl);
  const cloudRoutes = [
    ...catalogueRoutes(v1),
    ...accountRoutes({ ...resolved.accountViews, world, firstPage: resolved.firstPage }),
    ...instanceRoutes(v1),
    ...instanceChangeRoutes(v1),
    ...jobRoutes(v1),
    ...metricsRoutes(v1),
    ...billingRoutes(v1),
    ...v2Routes(v2),
  ];
  const faults = new Faults({
    seed: resolved.seed,
    routes: cloudRoutes.map(routeName),
    startMs: resolved.startMs,
    firstPage: resolved.firstPage,
  });
  const { scenario } = resolved;
  faults.addAll(scenario.faults, 'faults');
  faults.addAll(resolved.faults, 'faults');
  for (const happening of scenario.happenings) happening.plan(world, resolved.startMs);
  const log = new RequestLog(resolved.ledgerRequests);
  const listeners = new RequestListeners();
  if (resolved.onRequest) listeners.add(resolved.onRequest);
  const closing = new AbortController();
  const pipeline = new Pipeline({
    world,
    clock,
    apiKeys: new ApiKeys(resolved.apiKeys),
    rateLimiter:
      resolved.rateLimit === undefined ? undefined : new RateLimiter(resolved.rateLimit, resolved.retryAfter),
    faults,
    log,
    listeners,
    notFoundStatus: resolved.notFoundStatus,
    wait: resolved.wait,
    closing: closing.signal,
  });
  const control = new Control(world, clock, faults, log, scenario.happenings);
  const server = createServer({
    cloudRoutes,
    adminRoutes: adminRoutes(control),
    serve: (route, request) => pipeline.serve(route, request),
  });
  await server.listen({ host: HOST, port: resolved.port });
  const { port } = server.server.address() as AddressInfo;
  baseUrl = `http://${HOST}:${port}`;

  return {
    baseUrl,
    port,
    apiKey: resolved.apiKeys?.[0] ?? DEFAULT_API_KEY,
    clock: () => control.clock(),
    advance: (seconds) => control.advance(seconds),
    faults: {
      add: (fault) => faults.add(fault),
      list: () => faults.list(),
      remove: (id) => faults.remove(id),
      clear: () => faults.clear(),
    },
    instances: {
      vanish: (id) => control.vanish(id),
      fail: (id, error) => control.fail(id, error),
      stop: (id) => control.stop(id),
      reclaim: (id, options) => control.life.reclaim(id, options),
      setLoad: (id, options) => control.life.setLoad(id, options),
      nodeTrouble: (id) => control.life.nodeTrouble(id),
      setNodeFull: (id, options) => control.life.setNodeFull(id, options),
    },
    failJob: (id, options) => control.life.failJob(id, options),
    topUp: (options) => control.life.topUp(options),
    setStock: (options) => control.life.setStock(options),
    happenings: () => control.happenings(),
    ledger: () => control.ledger(),
    summary: () => control.summary(),
    on: (_event, listener) => listeners.add(listener),
    async close() {
      closing.abort();
      await Promise.all([server.close(), gateway?.close()]);
    },
  };
}

/** The simulation and the ports of its instances, which follow each other. */
function buildWorld(options: ResolvedOptions, clock: VirtualClock, baseUrl: () => string) {
  const isUp = (instance: Instance): boolean => {
    world.advanceTo(clock.now());
    return isAppUp(instance, world.now);
  };
  const gateway = options.portGateway ? new PortGateway(isUp) : undefined;
  const world = new World({
    seed: options.seed,
    startMs: options.startMs,
    durations: options.durations,
    catalogue: options.catalogue,
    rules: options.rules,
    quotas: options.quotas,
    observer: {
      down: (instance) => gateway?.cut(instance),
      released: (instance) => gateway?.release(instance),
      portsChanged: (instance) => gateway?.trim(instance),
    },
  });
  const v1: V1Context = {
    world,
    firstPage: options.firstPage,
    actionBody: options.actionBody,
    listEndpoints: options.listEndpoints,
    endpointOf: gateway ? (instance, port) => gateway.endpointOf(instance, port) : publishedAddress,
    logAddressOf: (instance, log) => baseUrl() + logPath(instance, log),
    openPorts: async (instance) => gateway?.open(instance),
  };
  const { endpointOf, logAddressOf, openPorts } = v1;
  const v2: V2Context = { world, endpointOf, logAddressOf, openPorts, pricePrecision: options.pricePrecision };
  return { world, gateway, v1, v2 };
}
