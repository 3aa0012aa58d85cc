import { z } from 'zod';
import { moneySchema } from './common-schemas.js';

const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true');

export const productListQuerySchema = z.strictObject({
  billingMode: z.enum(['onDemand', 'spot']).default('onDemand').describe('How it is paid.'),
  name: z.string().min(1).max(100).optional().describe('Only products with this in their name, in any case.'),
  region: z.string().min(1).max(100).optional().describe('Only products of this region: its name or its id.'),
  available: flagSchema.optional().describe('Only products that can be had now, or only those that cannot.'),
});

export const productListSchema = z
  .object({
    data: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          billingMode: z.enum(['onDemand', 'spot']),
          pricePerGpuHour: moneySchema.nullable().describe('For `billingMode`; null when the cloud does not tell.'),
          available: z.boolean(),
          inventory: z.string().nullable().describe('none, low, normal or high.'),
          regions: z.array(z.string()).describe('Names of regions; empty means every one.'),
          vcpusPerGpu: z.number().nullable().describe('vCPUs for each GPU.'),
          memoryPerGpuGb: z.number().nullable(),
          minRootfsGb: z.number().nullable(),
          maxRootfsGb: z.number().nullable(),
        }),
      )
      .describe('The cheapest first.'),
  })
  .meta({ id: 'ProductList' });

export const templateListQuerySchema = z.strictObject({
  name: z.string().min(1).max(100).optional().describe('Only templates with this in their name, in any case.'),
  channel: z
    .enum(['private', 'community', 'official'])
    .default('private')
    .describe('`private`: those of the account; the other two are of everybody.'),
});

export const templateListSchema = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        channel: z.string().nullable(),
        imageUrl: z.string().nullable(),
        rootfsSize: z.number().nullable().describe('GB.'),
        ports: z.array(z.object({ port: z.int(), type: z.string() })),
        minCudaVersion: z.string().nullable(),
        description: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TemplateList' });
