export {
  ERROR_CODES,
  type CircuitBreakerState,
  type Clock,
  type ErrorArea,
  type ErrorCode,
  type ErrorCodeEntry,
  type QueueLimit,
  type Random,
} from '@novita-fleet/resilience';
export type { ApiKey, Environment } from './api-key.js';
export type {
  CallDefaults,
  CircuitBreakerSettings,
  ClientOptions,
  RateLimitOptions,
  Surface,
} from './client-options.js';
export { mapApiError, type ErrorAnswer, type ErrorMap } from './error-map.js';
export * from './errors/index.js';
export type { CircuitEvent, ErrorEvent, RequestEvent, ResponseEvent, RetryEvent } from './events.js';
export { HttpCore, type Health, type QueueStatus } from './http-core.js';
export type { Logger } from './logger.js';
export { PRICE_SCALE, addMoney, compareMoney, costOf, formatMoney, money, parseMoney, type Money } from './money.js';
export { NovitaApiService, type NovitaApiServiceOptions } from './novita-api-service.js';
export { NovitaClient, type NovitaClientOptions } from './novita-client.js';
export { probeHttp, type HttpExpectation, type HttpProbeOptions } from './probes/http-probe.js';
export type { InstanceProbe } from './probes/instance-probe.js';
export type { ProbeResult } from './probes/probe-result.js';
export type { ProbeSettings } from './probes/probe-settings.js';
export { probeSsh, type SshProbeOptions } from './probes/ssh-probe.js';
export { probeTcp, type TcpProbeOptions } from './probes/tcp-probe.js';
export type { CallOptions, QueryValue, RequestOptions } from './request-options.js';
export type { Cluster } from './resources/clusters.js';
export {
  Instance,
  type BillingMode,
  type InstancePort,
  type InstanceStatus,
  type InstanceStatusError,
  type Open,
  type RawInstance,
  type SpotStatus,
} from './resources/instance.js';
export type {
  CreateInstanceRequest,
  InstanceAction,
  InstancePage,
  ListAllInstancesParams,
  ListInstancesParams,
} from './resources/instances.js';
export type { Product, ProductFilters } from './resources/products.js';
export type { ResourceCallOptions, ResourceClient } from './resources/resource-client.js';
export type { ListTemplatesParams, Template, TemplatePage, TemplatePorts } from './resources/templates.js';
export { CreateUnclearError } from './safe-create/create-unclear-error.js';
export type { CreateCandidate, CreateInstanceBase } from './safe-create/candidates.js';
export type { SafeCreateOptions, SafeCreateProgress } from './safe-create/create-plan.js';
export { CreateRefusedError } from './safe-create/create-refused-error.js';
export type { CreateTry } from './safe-create/create-try.js';
export type { CreatedInstance } from './safe-create/safe-create.js';
export type { HttpMethod } from './transport/transport.js';
export { cloudPhase, type CloudPhase } from './waiting/cloud-phase.js';
export type { MonitorItem } from './waiting/monitor-instance.js';
export type { PhaseChange, WaitOptions, WaitProgress } from './waiting/wait-options.js';
export type { InstanceFailure, PhaseDeadlines, WaitGoal, WaitPhase } from './waiting/wait-state.js';
export { isAboutCandidate } from './safe-create/refusal.js';
export { nearestNames } from './workflows/nearest-names.js';
export { meansCluster } from './workflows/region-names.js';
export { VERSION } from './version.js';
export { FleetClient, type FleetClientOptions } from './fleet/fleet-client.js';
export type { FleetEvent, FleetInstance, FleetInstanceRequest } from './fleet/fleet-instances.js';
export type { CreateInstancesOptions, CreateResult } from './workflows/create-instances.js';
export type { OptimalProduct, ProductSearchOptions } from './workflows/optimal-product.js';
export type { PlanCandidatesOptions } from './workflows/plan-candidates.js';
export type { ProductBillingMode, ProductCriteria, ProductInventory } from './workflows/product-criteria.js';
export type { ProductOffer } from './workflows/product-offers.js';
