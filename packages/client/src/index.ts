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
export { FleetClient, type FleetClientOptions } from './fleet/fleet-client.js';
export type { FollowEventsOptions, FollowedEvent } from './fleet/fleet-events.js';
export type { FleetApiKey, FleetApiKeyRequest } from './fleet/fleet-api-keys.js';
export type { FleetProduct, FleetProductFilter, FleetTemplate } from './fleet/fleet-catalogue.js';
export type {
  FleetCreateOptions,
  FleetEvent,
  FleetInstance,
  FleetInstanceChange,
  FleetInstanceFilter,
  FleetInstanceRequest,
} from './fleet/fleet-instances.js';
export type { FleetOrphanReport } from './fleet/fleet-orphans.js';
export type { FleetUsage, FleetUsageFilter, FleetUsageRow } from './fleet/fleet-usage.js';
export type { FleetDelivery } from './fleet/fleet-deliveries.js';
export { HttpCore, type Health, type QueueStatus } from './http-core.js';
export type { Logger } from './logger.js';
export {
  PRICE_SCALE,
  WALLET_SCALE,
  addMoney,
  compareMoney,
  costOf,
  formatMoney,
  money,
  parseMoney,
  type Money,
} from './money.js';
export { NovitaApiService, type NovitaApiServiceOptions } from './novita-api-service.js';
export { NovitaClient, type NovitaClientOptions } from './novita-client.js';
export { probeHttp, type HttpExpectation, type HttpProbeOptions } from './probes/http-probe.js';
export type { InstanceProbe } from './probes/instance-probe.js';
export type { ProbeResult } from './probes/probe-result.js';
export type { ProbeSettings } from './probes/probe-settings.js';
export { probeSsh, type SshProbeOptions } from './probes/ssh-probe.js';
export { probeTcp, type TcpProbeOptions } from './probes/tcp-probe.js';
export type { Query, QueryValue } from './query.js';
export type { RawResponse } from './raw-response.js';
export type { CallOptions, RequestOptions } from './request-options.js';
export type {
  BillingResource,
  ListApiKeyBillsParams,
  ListFixedTermBillsParams,
  ListMonthlyBillsParams,
  ListTransactionsParams,
  ListUsageBillsParams,
} from './resources/billing.js';
export type {
  ApiKeyBill,
  Balance,
  BillRow,
  BilledQuantity,
  FixedTermBill,
  MonthlyBill,
  Transaction,
  UsageBill,
} from './resources/bills.js';
export type { Cluster, ClustersResource } from './resources/clusters.js';
export type { CursorPage } from './resources/cursor-walk.js';
export type { DiskLimit, EndpointLimits, LimitRange } from './resources/endpoint-limits.js';
export type { Endpoint, EndpointError, EndpointWorker, ScalingPolicy, WorkerConfig } from './resources/endpoint.js';
export type {
  CreateEndpointRequest,
  EndpointsResource,
  ListEndpointsParams,
  UpdateEndpointRequest,
} from './resources/endpoints.js';
export type { EnvVar } from './resources/env-vars.js';
export type {
  CreatePrewarmTaskRequest,
  ImagePrewarmResource,
  ListPrewarmTasksParams,
  PrewarmProduct,
  PrewarmQuota,
  PrewarmTask,
  UpdatePrewarmTaskRequest,
} from './resources/image-prewarm.js';
export type { InstanceLogs, Jupyter, WebTerminal } from './resources/instance-access.js';
export {
  Instance,
  type BillingMode,
  type InstanceNetwork,
  type InstancePort,
  type InstanceStatus,
  type InstanceStatusError,
  type Open,
  type RawInstance,
  type SpotStatus,
} from './resources/instance.js';
export type {
  CreateInstanceRequest,
  EditInstanceRequest,
  InstanceAction,
  InstanceTerm,
  InstancesResource,
  ListAllInstancesParams,
  ListInstancesParams,
  SetAutoMigrateRequest,
  SetAutoRenewRequest,
  UpgradeInstanceRequest,
} from './resources/instances.js';
export type { Job, JobError, JobsResource, ListJobsParams, SaveImageRequest } from './resources/jobs.js';
export type { Page } from './resources/lists.js';
export type {
  GpuMetric,
  GpuMetrics,
  InstanceMetrics,
  MetricPoint,
  MetricsParams,
  MetricsResource,
} from './resources/metrics.js';
export type {
  CreateNetworkStorageRequest,
  ListNetworkStorageParams,
  NetworkStorage,
  NetworkStorageResource,
  UpdateNetworkStorageRequest,
} from './resources/network-storage.js';
export type {
  CreateNetworkRequest,
  ListNetworksParams,
  Network,
  NetworkAddress,
  NetworksResource,
  UpdateNetworkRequest,
} from './resources/networks.js';
export type {
  CpuProduct,
  CpuProductFilters,
  Product,
  ProductFilters,
  ProductsResource,
  TermPrice,
} from './resources/products.js';
export type { CreateRegistryAuthRequest, RegistryAuth, RegistryAuthsResource } from './resources/registry-auths.js';
export type { ResourceCallOptions, ResourceClient } from './resources/resource-client.js';
export type { Template, TemplatePorts, TemplateTool } from './resources/template.js';
export type {
  CreateTemplateRequest,
  ListTemplatesParams,
  TemplatesResource,
  UpdateTemplateRequest,
} from './resources/templates.js';
export * from './resources/v2/index.js';
export type { VolumeMount } from './resources/volume-mounts.js';
export type { ResponseInfo, ResponseSource } from './response-info.js';
export { ResponseStream } from './response-stream.js';
export type { CreateCandidate, CreateInstanceBase } from './safe-create/candidates.js';
export type { SafeCreateOptions, SafeCreateProgress } from './safe-create/create-plan.js';
export { CreateRefusedError } from './safe-create/create-refused-error.js';
export type { CreateTry } from './safe-create/create-try.js';
export { CreateUnclearError } from './safe-create/create-unclear-error.js';
export { isAboutCandidate } from './safe-create/refusal.js';
export type { CreatedInstance } from './safe-create/safe-create.js';
export type { CatalogueStats, ClientStats, LimiterStats, WaitStats } from './stats/client-stats.js';
export type { LatencySummary } from './stats/latency-histogram.js';
export type { RouteStats } from './stats/route-table.js';
export type { StreamOptions } from './stream-options.js';
export type { HttpMethod } from './transport/transport.js';
export { VERSION } from './version.js';
export { cloudPhase, type CloudPhase } from './waiting/cloud-phase.js';
export type { MonitorItem } from './waiting/monitor-instance.js';
export type { PhaseChange, WaitOptions, WaitProgress } from './waiting/wait-options.js';
export type { InstanceFailure, PhaseDeadlines, WaitGoal, WaitPhase } from './waiting/wait-state.js';
export type { CreateInstancesOptions, CreateResult } from './workflows/create-instances.js';
export { nearestNames } from './workflows/nearest-names.js';
export type { OptimalProduct, ProductSearchOptions } from './workflows/optimal-product.js';
export type { PlanCandidatesOptions } from './workflows/plan-candidates.js';
export type { ProductBillingMode, ProductCriteria, ProductInventory } from './workflows/product-criteria.js';
export type { ProductOffer } from './workflows/product-offers.js';
export { meansCluster } from './workflows/region-names.js';
