import type { ResourceClient } from '../resource-client.js';
import { V2EndpointsResource } from './endpoints.js';
import { V2ImagesResource } from './images.js';
import { V2InstancesResource } from './instances.js';
import { V2JobsResource } from './jobs.js';
import { V2NetworksResource } from './networks.js';
import { V2PrewarmTasksResource } from './prewarm-tasks.js';
import { V2ProductsResource } from './products.js';
import { V2RegionsResource } from './regions.js';
import { V2TemplatesResource } from './templates.js';

/**
 * The second API generation of the cloud, below `/gpus/v2`. It shows the same instances as the first one; billing modes
 * and states of jobs have other names, and lists are read with cursors.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type NovitaV2 } from '@novita-fleet/client';
 *
 * const v2: NovitaV2 = new NovitaApiService(new NovitaClient()).v2;
 * for (const { id, name } of await v2.regions.list()) console.log(id, name);
 * ```
 */
export class NovitaV2 {
  readonly instances: V2InstancesResource;
  readonly products: V2ProductsResource;
  readonly regions: V2RegionsResource;
  readonly templates: V2TemplatesResource;
  readonly networks: V2NetworksResource;
  readonly jobs: V2JobsResource;
  readonly images: V2ImagesResource;
  readonly prewarmTasks: V2PrewarmTasksResource;
  readonly endpoints: V2EndpointsResource;

  constructor(client: ResourceClient) {
    this.instances = new V2InstancesResource(client);
    this.products = new V2ProductsResource(client);
    this.regions = new V2RegionsResource(client);
    this.templates = new V2TemplatesResource(client);
    this.networks = new V2NetworksResource(client);
    this.jobs = new V2JobsResource(client);
    this.images = new V2ImagesResource(client);
    this.prewarmTasks = new V2PrewarmTasksResource(client);
    this.endpoints = new V2EndpointsResource(client);
  }
}
