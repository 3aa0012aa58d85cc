import { ClustersResource } from './resources/clusters.js';
import { InstancesResource } from './resources/instances.js';
import { ProductsResource } from './resources/products.js';
import type { ResourceClient } from './resources/resource-client.js';
import { TemplatesResource } from './resources/templates.js';

/** The calls of the cloud by resource, with typed parameters and normalised answers. */
export class NovitaApiService {
  readonly clusters: ClustersResource;
  readonly instances: InstancesResource;
  readonly products: ProductsResource;
  readonly templates: TemplatesResource;

  /** @param client - carries the calls; usually a `NovitaClient`. */
  constructor(client: ResourceClient) {
    this.clusters = new ClustersResource(client);
    this.instances = new InstancesResource(client);
    this.products = new ProductsResource(client);
    this.templates = new TemplatesResource(client);
  }
}
