import { readFileSync } from 'node:fs';
import { CliError, usageError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';
import { isGiven, type ConfigFile, type Profile } from './config-file.js';

/** Where to and with which key. */
export interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Where the key came from, for people. */
  readonly source: string;
}

export const DEFAULT_URL = 'http://127.0.0.1:7070';
const DEFAULT_CLOUD_URL = 'https://api.novita.ai';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds addresses and keys. An address and a key always come from the same place, so that no key is sent to a server that
 * it was not given for: a profile that is named; else the environment, when it has a key; else the current profile.
 */
export class Connections {
  readonly #env: Environment;
  readonly #file: ConfigFile;
  readonly #named: string | undefined;
  readonly #url: string | undefined;

  /** @param asked - the options `--profile` and `--url`. */
  constructor(env: Environment, file: ConfigFile, asked: { profile?: string | undefined; url?: string | undefined }) {
    this.#env = env;
    this.#file = file;
    this.#named = asked.profile;
    this.#url = asked.url;
  }

  get file(): ConfigFile {
    return this.#file;
  }

  /** @throws CliError when no key of a server is known. */
  fleet(): Connection {
    const env = this.#env;
    const key = this.#named === undefined ? keyOf(env.NOVITA_FLEET_API_KEY, env.NOVITA_FLEET_API_KEY_FILE) : undefined;
    const asked =
      this.#url ?? (this.#named === undefined && isGiven(env.NOVITA_FLEET_URL) ? env.NOVITA_FLEET_URL : undefined);
    if (key !== undefined) return { baseUrl: asked ?? DEFAULT_URL, apiKey: key, source: 'the environment' };
    const found = this.profile();
    const kept = found && keyOf(found.profile.apiKey, found.profile.apiKeyFile);
    if (found === undefined || kept === undefined) {
      throw new CliError(
        found === undefined
          ? 'No API key of a fleet server is known.'
          : `The profile ${found.name} has no key of a fleet server.`,
        EXIT.auth,
        'Set NOVITA_FLEET_API_KEY, or save one: novita-fleet profile add NAME. To start a server: novita-fleet up --simulate',
      );
    }
    const baseUrl = found.profile.url ?? DEFAULT_URL;
    if (asked !== undefined && !isSame(asked, baseUrl)) {
      throw new CliError(
        `The key of the profile ${found.name} belongs to ${baseUrl}, and is not sent to ${asked}.`,
        EXIT.auth,
        'Set NOVITA_FLEET_API_KEY to the key of that server, or add a profile for it.',
      );
    }
    return { baseUrl, apiKey: kept, source: `the profile ${found.name}` };
  }

  /** @throws CliError when no key of Novita is known. */
  cloud(): Connection {
    const env = this.#env;
    const key = this.#named === undefined ? keyOf(env.NOVITA_API_KEY, env.NOVITA_API_KEY_FILE) : undefined;
    if (key !== undefined) {
      const baseUrl = isGiven(env.NOVITA_BASE_URL) ? env.NOVITA_BASE_URL : DEFAULT_CLOUD_URL;
      return { baseUrl, apiKey: key, source: 'the environment' };
    }
    const found = this.profile();
    const kept = found && keyOf(found.profile.cloudApiKey, found.profile.cloudApiKeyFile);
    if (found === undefined || kept === undefined) {
      throw new CliError(
        'No API key of Novita is known.',
        EXIT.auth,
        'Set NOVITA_API_KEY or NOVITA_API_KEY_FILE, or save one: novita-fleet profile add NAME --cloud',
      );
    }
    return { baseUrl: found.profile.cloudUrl ?? DEFAULT_CLOUD_URL, apiKey: kept, source: `the profile ${found.name}` };
  }

  /**
   * The profile that is named by the option or by NOVITA_FLEET_PROFILE, else the current one.
   *
   * @throws CliError when the one that is named is not there.
   */
  profile(): { name: string; profile: Profile } | undefined {
    const { current, profiles } = this.#file.read();
    const fromEnv = isGiven(this.#env.NOVITA_FLEET_PROFILE) ? this.#env.NOVITA_FLEET_PROFILE : undefined;
    const name = this.#named ?? fromEnv ?? current;
    if (name === undefined) return undefined;
    const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    if (profile !== undefined) return { name, profile };
    const names = Object.keys(profiles);
    throw usageError(
      `There is no profile ${JSON.stringify(name)}.`,
      names.length > 0 ? `Profiles: ${names.join(', ')}.` : 'Add one: novita-fleet profile add NAME',
    );
  }
}

function keyOf(key: string | undefined, file: string | undefined): string | undefined {
  if (isGiven(key)) return key;
  if (!isGiven(file)) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CliError(`The key cannot be read from ${file}: ${(error as Error).message}`, EXIT.auth);
  }
}

function isSame(a: string, b: string): boolean {
  return a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}
