import { z } from 'zod';
import { timeSchema } from './common-schemas.js';

export const connectionSchema = z
  .object({
    ssh: z
      .object({
        command: z.string().describe('Opens a shell; it asks for the password.'),
        host: z.string(),
        port: z.int(),
        user: z.string(),
        password: z.string().nullable().describe('Secret.'),
      })
      .nullable()
      .describe('Null while the cloud offers none.'),
    endpoints: z
      .array(z.object({ port: z.int(), type: z.string(), url: z.string() }))
      .describe('Addresses of the ports.'),
    jupyter: z
      .object({
        url: z.string().describe('Secret where it holds a token.'),
        password: z.string().nullable().describe('The token in the address. Secret.'),
      })
      .nullable(),
    webTerminal: z
      .object({
        url: z.string(),
        user: z.string().nullable(),
        password: z.string().nullable().describe('Secret.'),
      })
      .nullable(),
  })
  .meta({ id: 'InstanceConnection' });

/** A month, in milliseconds. */
const MAX_WINDOW_MS = 31 * 24 * 60 * 60_000;

export const metricsQuerySchema = z.strictObject({
  from: z.iso.datetime().optional().describe('Begin; an hour before the end when left out.'),
  to: z.iso.datetime().optional().describe('End; now when left out.'),
});

/** @returns what is wrong with a window between two times in milliseconds, or undefined. */
export function windowProblem(from: number, to: number): string | undefined {
  if (to - from < 60_000) return 'Must be at least a minute before `to`.';
  return to - from > MAX_WINDOW_MS ? 'Must be at most 31 days before `to`.' : undefined;
}

export const instanceMetricsSchema = z
  .object({
    from: timeSchema,
    to: timeSchema,
    intervalSeconds: z.int().nullable().describe('Between two samples; null when the cloud was not asked.'),
    gpu: z
      .array(
        z.object({
          at: timeSchema,
          utilisationPercent: z.number(),
          memoryPercent: z.number().nullable().describe('Null where the cloud has no figure.'),
        }),
      )
      .describe('The oldest first; each the average of all GPUs of the instance.'),
  })
  .meta({ id: 'InstanceMetrics' });
