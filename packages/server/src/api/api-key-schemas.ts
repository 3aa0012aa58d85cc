import { z } from 'zod';
import { SCOPES } from '../scope.js';
import { moneySchema, timeSchema } from './common-schemas.js';
import { usdSchema } from './usd.js';

const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{C}]*$/u, 'Must hold no control characters.')
  .describe('For people, to tell one key from another.');

const maxCostSchema = usdSchema
  .nullable()
  .describe(
    'What all instances of the key may cost together, in USD. At 80 % comes a warning; when it is used up, they are ' +
      'stopped and the key gets no new ones. Null: no limit.',
  );

export const createApiKeySchema = z
  .strictObject({
    name: nameSchema,
    scope: z
      .enum(SCOPES)
      .describe('`read`: look; `write`: change, too; `admin`: all of it for the things of every key, and keys.'),
    maxCost: maxCostSchema.optional(),
  })
  .meta({ id: 'CreateApiKeyRequest' });

export const changeApiKeySchema = z
  .strictObject({ name: nameSchema.optional(), maxCost: maxCostSchema.optional() })
  .meta({ id: 'ChangeApiKeyRequest' });

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.enum(SCOPES),
    maxCost: moneySchema.nullable(),
    createdAt: timeSchema,
    lastUsedAt: timeSchema.nullable().describe('Latest use, to the hour.'),
    revokedAt: timeSchema.nullable().describe('Since when it is no longer valid.'),
  })
  .meta({ id: 'ApiKey' });

export const newApiKeySchema = apiKeySchema
  .extend({ key: z.string().describe('The key itself. Shown only here.') })
  .meta({ id: 'NewApiKey' });

export const apiKeyListSchema = z.object({ data: z.array(apiKeySchema) }).meta({ id: 'ApiKeyList' });
