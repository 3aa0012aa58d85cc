import { readConfigFile } from './config-file.js';
import { CLOUD_VARIABLES, readConfig, settingNames, type Config } from './config.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a setting comes from. */
type ConfigSource = 'environment' | 'file' | 'default';

/** The settings that hold, and where each comes from. */
export interface EffectiveConfig {
  readonly config: Config;
  /** The environment, with what the file adds to it. */
  readonly env: Environment;
  readonly sources: Readonly<Record<string, ConfigSource>>;
  readonly file: string | undefined;
}

/**
 * Puts the settings together: the environment goes before the file, and the file before the defaults.
 *
 * @param file - with settings; NOVITA_FLEET_CONFIG unless given, and none when neither is.
 * @throws NovitaError `config_invalid` that names each setting that is unknown or out of range.
 */
export function effectiveConfig(env: Environment, file = env.NOVITA_FLEET_CONFIG): EffectiveConfig {
  const path = file === '' ? undefined : file;
  const inFile = path === undefined ? {} : readConfigFile(path);
  const isSet = (name: string): boolean => env[name] !== undefined;
  // A key in the environment goes before a file with a key that the file with the settings names, and the other way.
  const keyIsSet = isSet('NOVITA_API_KEY') || isSet('NOVITA_API_KEY_FILE');
  const fromFile = Object.entries(inFile).filter(
    ([name]) => !isSet(name) && !(keyIsSet && /^NOVITA_API_KEY(_FILE)?$/.test(name)),
  );
  const merged = { ...env, ...Object.fromEntries(fromFile) };
  const config = readConfig(merged, Object.keys(inFile));
  const sources = [...CLOUD_VARIABLES, ...settingNames()].map((name): [string, ConfigSource] => {
    if (isSet(name)) return [name, 'environment'];
    return [name, fromFile.some(([each]) => each === name) ? 'file' : 'default'];
  });
  return { config, env: merged, sources: Object.fromEntries(sources), file: path };
}

/** The settings as text, a line each with its source; secrets are hidden. */
export function printConfig({ config, env, sources, file }: EffectiveConfig): string {
  const cloud = CLOUD_VARIABLES.map((name) => [name, env[name] ?? ''] as const);
  const values = new Map<string, Config[keyof Config]>([...cloud, ...Object.entries(config)]);
  const lines = Object.entries(sources).map(([name, source]) => {
    const where = source === 'file' ? `file ${file ?? ''}` : source;
    return `${name}=${shown(name, values.get(name))}  (${where})`;
  });
  return lines.join('\n') + '\n';
}

function shown(name: string, value: Config[keyof Config] = ''): string {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  if (text === '') return '';
  if (name === 'NOVITA_API_KEY') return '(hidden)';
  if (name === 'NOVITA_FLEET_DATABASE_URL' || name === 'NOVITA_BASE_URL') return withoutSecrets(text);
  return text;
}

/** A URL with its password hidden, and every value of its query, since drivers take passwords there too. */
function withoutSecrets(text: string): string {
  if (!URL.canParse(text)) return '(hidden)';
  const url = new URL(text);
  if (url.password !== '') url.password = '(hidden)';
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, '(hidden)');
  return decodeURIComponent(url.href);
}
