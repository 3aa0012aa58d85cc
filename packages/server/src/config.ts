import { NovitaError } from '@novita-fleet/resilience';
import { z } from 'zod';
import { fieldErrors } from './api/validation.js';
import { nearMatches } from './instances/near-matches.js';

const wholeNumber = z.string().regex(/^\d+$/, 'Must be a whole number.').transform(Number);
const milliseconds = (min: number, max: number) =>
  wholeNumber.pipe(z.int().min(min, `Must be at least ${min}.`).max(max, `Must be at most ${max}.`));

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);

const DAY_MS = 24 * 60 * 60 * 1_000;
const days = wholeNumber.pipe(z.int().max(36_500, 'Must be at most 36500.'));

/** The settings of the server, by environment variable. The client's own (NOVITA_API_KEY and so on) are read by it. */
const settings = {
  NOVITA_FLEET_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  NOVITA_FLEET_PORT: wholeNumber
    .pipe(z.int().max(65_535, 'Must be at most 65535.'))
    .default(7070)
    .describe('Port to listen on; 0 takes a free one.'),
  NOVITA_FLEET_DATA_DIR: z
    .string()
    .min(1)
    .default('novita-fleet-data')
    .describe('Folder of the embedded store and of the key that encrypts secrets.'),
  NOVITA_FLEET_DATABASE_URL: z
    .string()
    .refine((url) => url === '' || (/^postgres(ql)?:/.test(url) && URL.canParse(url)), {
      message: 'Must be a URL such as postgres://user:password@host:5432/database.',
    })
    .default('')
    .describe('PostgreSQL to use in place of the embedded store; several servers can share one.'),
  NOVITA_FLEET_LEASE_MS: milliseconds(1_000, DAY_MS)
    .default(10_000)
    .describe('With PostgreSQL: after how much silence of a server its work goes to the others.'),
  NOVITA_FLEET_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least level.'),
  NOVITA_FLEET_METRICS_PUBLIC: flag.describe(
    'true: /metrics needs no API key. For a server that only a scraper reaches.',
  ),
  NOVITA_FLEET_OPENTELEMETRY: flag.describe(
    'true: calls of the cloud become spans of OpenTelemetry. Needs @opentelemetry/api and an SDK that you start.',
  ),
  NOVITA_FLEET_STOP_LIMIT_MS: milliseconds(1_000, DAY_MS)
    .default(20_000)
    .describe('How long a clean stop may take. In its second half calls under way are aborted; nothing is lost.'),
  NOVITA_FLEET_ORPHAN_REPORT_MS: milliseconds(0, DAY_MS)
    .default(0)
    .describe('How often the cloud is compared with the store for strays, told in log and metrics; 0: never.'),
  NOVITA_FLEET_ORPHAN_DELETE: flag.describe(
    'true: what two such reports in a row call a stray, and what carries our marker, is deleted.',
  ),
  NOVITA_FLEET_WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .describe('Networks that webhooks may reach although they are refused by default: CIDRs, comma separated.'),
  NOVITA_FLEET_WEBHOOK_PORTS: z
    .string()
    .regex(/^(?:[1-9]\d{0,4}(?:,[1-9]\d{0,4})*)?$/, 'Must be port numbers, comma separated.')
    .default('')
    .transform((text) =>
      text
        .split(',')
        .filter((part) => part !== '')
        .map(Number),
    )
    .refine((ports) => ports.every((port) => port <= 65_535), 'A port is at most 65535.')
    .describe('The only ports that webhooks may go to, comma separated, such as 443; none given: every port.'),
  NOVITA_FLEET_WEBHOOKS_AT_ONCE: wholeNumber
    .pipe(z.int().min(1, 'Must be at least 1.').max(1_000, 'Must be at most 1000.'))
    .default(16)
    .describe('Webhooks under way to one endpoint at a time, each about another instance.'),
  NOVITA_FLEET_REQUESTS_PER_MINUTE: wholeNumber
    .pipe(z.int().min(1, 'Must be at least 1.').max(1_000_000, 'Must be at most 1000000.'))
    .default(100)
    .describe('Requests a minute to the cloud, in all.'),
  NOVITA_FLEET_API_REQUESTS_PER_MINUTE: wholeNumber
    .pipe(z.int().min(1, 'Must be at least 1.').max(1_000_000, 'Must be at most 1000000.'))
    .default(6_000)
    .describe('Requests a minute that this server takes of one API key, and of one address without a valid key.'),
  NOVITA_FLEET_SWEEP_FAST_MS: milliseconds(20, DAY_MS).default(5_000).describe('Pace while an instance is changing.'),
  NOVITA_FLEET_SWEEP_SLOW_MS: milliseconds(20, DAY_MS).default(30_000).describe('Pace while all is quiet.'),
  NOVITA_FLEET_CREATE_SETTLE_MS: milliseconds(0, DAY_MS)
    .default(30_000)
    .describe('How long a create call whose answer was lost may still appear in the list of the cloud.'),
  NOVITA_FLEET_CONFIRM_MS: milliseconds(100, DAY_MS)
    .default(60_000)
    .describe('How long an accepted stop or delete may stay without effect before it is sent again.'),
  NOVITA_FLEET_KEEP_DELIVERIES_DAYS: days
    .default(30)
    .describe('How long deliveries that have ended are kept; 0 keeps them for ever. One that waits is always kept.'),
  NOVITA_FLEET_KEEP_EVENTS_DAYS: days
    .default(30)
    .describe('How long events are kept, and at least as long as their deliveries; 0 keeps them for ever.'),
  NOVITA_FLEET_KEEP_ENDED_DAYS: days
    .default(30)
    .describe('How long instances are kept that have ended, and at least as long as their events; 0: for ever.'),
  NOVITA_FLEET_KEEP_IDEMPOTENCY_KEYS_DAYS: days
    .default(7)
    .describe('How long a request with the same Idempotency-Key is recognised; 0: for ever.'),
};

/** What clients of this server and its command line read; it may be set in the same shell. */
const CLIENT_VARIABLES = [
  ...['NOVITA_FLEET_URL', 'NOVITA_FLEET_API_KEY', 'NOVITA_FLEET_API_KEY_FILE'],
  ...['NOVITA_FLEET_CONFIG', 'NOVITA_FLEET_PROFILE'],
];

/** Names the file with settings; read before the settings are. */
const FILE_VARIABLE = 'NOVITA_FLEET_CONFIG';

/** What the client of the cloud reads; a file with settings may hold it, too. */
export const CLOUD_VARIABLES = ['NOVITA_API_KEY', 'NOVITA_API_KEY_FILE', 'NOVITA_BASE_URL'] as const;

const configSchema = z.strictObject(settings);

export type Config = z.output<typeof configSchema>;

/** The names of all settings. */
export function settingNames(): string[] {
  return Object.keys(settings);
}

/**
 * Reads the settings from environment variables.
 *
 * @param further - names that are settings, too, whatever they look like: those that stand in a file.
 * @throws NovitaError `config_invalid` that names each variable that is unknown or out of range.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, further: readonly string[] = []): Config {
  const isOurs = (name: string): boolean => {
    if (name === FILE_VARIABLE || CLOUD_VARIABLES.some((each) => each === name)) return false;
    return (name.startsWith('NOVITA_FLEET_') && !CLIENT_VARIABLES.includes(name)) || further.includes(name);
  };
  const ours = Object.entries(env).filter(([name, value]) => isOurs(name) && value !== undefined);
  const result = configSchema.safeParse(Object.fromEntries(ours), { reportInput: true });
  if (result.success) return result.data;
  const unknown = result.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const known = result.error.issues.filter(({ code }) => code !== 'unrecognized_keys');
  const lines = [
    ...fieldErrors(known, configSchema).map(({ field, message }) => `  ${field}: ${message}`),
    ...unknown.map((name) => `  ${name}: Unknown setting.${nearMatches(name, settingNames())} --help lists all.`),
  ];
  throw new NovitaError('config_invalid', `The settings are not valid:\n${lines.join('\n')}`);
}

/** A line for each setting: name, default and meaning. */
export function describeConfig(): string {
  const defaults = configSchema.parse({});
  return Object.entries(settings)
    .map(([name, schema]) => {
      const value = defaults[name as keyof Config];
      return `  ${name} (${value === '' || Array.isArray(value) ? 'none' : value}): ${schema.description ?? ''}`;
    })
    .join('\n');
}
