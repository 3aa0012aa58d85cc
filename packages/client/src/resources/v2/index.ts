/* What is public of the second API generation. */
export type { V2Endpoint } from './endpoint.js';
export type {
  V2CreateEndpointRequest,
  V2ListEndpointsParams,
  V2UpdateEndpointRequest,
  V2EndpointsResource,
} from './endpoints.js';
export type { V2Image, V2ListImagesParams, V2ImagesResource } from './images.js';
export type { V2BillingMode } from './instance-parts.js';
export type { V2InstanceTools } from './instance-tools.js';
export { V2Instance, type RawV2Instance, type V2InstanceStatus } from './instance.js';
export type {
  V2CreateInstanceRequest,
  V2ListInstancesParams,
  V2UpgradeInstanceRequest,
  V2InstancesResource,
} from './instances.js';
export type { V2Job, V2ListJobsParams, V2SaveImageRequest, V2JobsResource } from './jobs.js';
export type { V2CreateNetworkRequest, V2ListNetworksParams, V2Network, V2NetworksResource } from './networks.js';
export type { NovitaV2 } from './novita-v2.js';
export type {
  V2CreatePrewarmTaskRequest,
  V2ListPrewarmTasksParams,
  V2PrewarmTask,
  V2PrewarmTasksResource,
} from './prewarm-tasks.js';
export type { V2Price, V2Pricing } from './pricing.js';
export type { V2Product, V2ProductFilters, V2ProductsResource } from './products.js';
export type { V2Region, V2RegionsResource } from './regions.js';
export type { V2Status } from './status.js';
export type { V2ListTemplatesParams, V2Template, V2TemplateRequest, V2TemplatesResource } from './templates.js';
