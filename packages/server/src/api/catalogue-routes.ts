import { meansCluster, type Product, type Template } from '@novita-fleet/client';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { nearMatches } from '../instances/near-matches.js';
import {
  productListQuerySchema,
  productListSchema,
  templateListQuerySchema,
  templateListSchema,
} from './catalogue-schemas.js';
import { orUnavailable } from './or-unavailable.js';
import { ProblemError, problemSchema } from './problem.js';
import type { Services } from './services.js';

/** What can be asked for. The cloud is asked at most once a minute; every other answer comes from memory. */
export function catalogueRoutes(app: FastifyInstance, { catalogue }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['catalogue'];
  const problems = { 400: problemSchema, 401: problemSchema, 503: problemSchema };

  routes.get(
    '/v1/products',
    {
      schema: {
        operationId: 'listProducts',
        summary: 'List the GPU products of the cloud',
        description: 'At most a minute old. Prices are of one GPU for an hour.',
        tags,
        querystring: productListQuerySchema,
        response: { 200: productListSchema, ...problems },
      },
    },
    async ({ query: { billingMode, name, region, available } }) => {
      const products = await orUnavailable(catalogue.products(billingMode), 'The products of the cloud');
      const regionName = region === undefined ? undefined : await nameOf(region);
      const fits = (product: Product): boolean =>
        (name === undefined || product.name.toLowerCase().includes(name.toLowerCase())) &&
        (regionName === undefined || product.regions.length === 0 || product.regions.includes(regionName)) &&
        (available === undefined || product.available === available);
      const views = products.filter(fits).map((product) => productView(product, billingMode));
      const price = ({ pricePerGpuHour }: (typeof views)[number]) => pricePerGpuHour?.amount ?? Infinity;
      return { data: views.toSorted((a, b) => (price(a) < price(b) ? -1 : price(a) > price(b) ? 1 : 0)) };
    },
  );

  /** Products name their regions, whereas users may know the id. */
  async function nameOf(region: string): Promise<string> {
    const clusters = await orUnavailable(catalogue.clusters(), 'The regions of the cloud');
    const cluster = clusters.find((each) => meansCluster(region, each));
    if (cluster !== undefined) return cluster.name;
    const near = nearMatches(
      region,
      clusters.map(({ name }) => name),
    );
    throw new ProblemError('validation_failed', 'The query of the request is not valid: region.', [
      { field: 'region', message: `There is no such region.${near}` },
    ]);
  }

  routes.get(
    '/v1/templates',
    {
      schema: {
        operationId: 'listTemplates',
        summary: 'List the templates of the cloud',
        description: 'At most a minute old, and without environment variables: they may be secret.',
        tags,
        querystring: templateListQuerySchema,
        response: { 200: templateListSchema, ...problems },
      },
    },
    async ({ query: { name, channel } }) => {
      const templates = await orUnavailable(catalogue.templates(channel), 'The templates of the cloud');
      const fits = (template: Template): boolean =>
        name === undefined || template.name.toLowerCase().includes(name.toLowerCase());
      return { data: templates.filter(fits).map(templateView) };
    },
  );
}

function productView(product: Product, billingMode: 'onDemand' | 'spot') {
  return {
    id: product.id,
    name: product.name,
    billingMode,
    pricePerGpuHour: (billingMode === 'spot' ? product.spotPrice : product.price) ?? null,
    available: product.available,
    inventory: product.inventory ?? null,
    regions: [...product.regions],
    vcpusPerGpu: product.cpuPerGpu ?? null,
    memoryPerGpuGb: product.memoryPerGpuGb ?? null,
    minRootfsGb: product.minRootfsGb ?? null,
    maxRootfsGb: product.maxRootfsGb ?? null,
  };
}

function templateView(template: Template) {
  return {
    id: template.id,
    name: template.name,
    channel: template.channel ?? null,
    imageUrl: template.image ?? null,
    rootfsSize: template.rootfsSizeGb ?? null,
    ports: template.ports.flatMap(({ type, ports }) => ports.map((port) => ({ port, type: type ?? 'tcp' }))),
    minCudaVersion: template.minCudaVersion ?? null,
    description: template.description ?? null,
  };
}
