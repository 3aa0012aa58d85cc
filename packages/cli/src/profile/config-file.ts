import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';

/** Where a server and the cloud are, and with which keys they are called. */
export interface Profile {
  /** Address of the fleet server. */
  readonly url?: string;
  readonly apiKey?: string;
  /** File that holds the key. */
  readonly apiKeyFile?: string;
  readonly cloudUrl?: string;
  readonly cloudApiKey?: string;
  readonly cloudApiKeyFile?: string;
}

export interface Config {
  /** Name of the profile that is used when none is named. */
  readonly current?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const FIELDS = ['url', 'apiKey', 'apiKeyFile', 'cloudUrl', 'cloudApiKey', 'cloudApiKeyFile'] as const;

/** The file with the profiles. It holds keys, so it is for its owner alone. */
export class ConfigFile {
  readonly path: string;

  /** @param env - NOVITA_FLEET_CONFIG names the file; else it is in XDG_CONFIG_HOME or ~/.config. */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    const { NOVITA_FLEET_CONFIG: named, XDG_CONFIG_HOME: base } = env;
    this.path = isGiven(named)
      ? named
      : join(isGiven(base) ? base : join(env.HOME ?? homedir(), '.config'), 'novita-fleet', 'config.json');
  }

  /**
   * The profiles; none when there is no file.
   *
   * @throws CliError when others may read it, or it is not what it should be.
   */
  read(): Config {
    let text: string;
    try {
      this.#checkMode(statSync(this.path).mode);
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
      throw error;
    }
    return this.#check(text);
  }

  /** Writes it whole or not at all. */
  write(config: Config): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const fresh = `${this.path}.${process.pid}.new`;
    writeFileSync(fresh, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
    // The mode of a file that was there before would have stayed.
    chmodSync(fresh, 0o600);
    renameSync(fresh, this.path);
  }

  #checkMode(mode: number): void {
    if ((mode & 0o077) === 0 || process.platform === 'win32') return;
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    throw new CliError(
      `${this.path} holds keys and others may read it: its mode is ${shown}.`,
      EXIT.auth,
      `Run: chmod 600 ${this.path}`,
    );
  }

  #check(text: string): Config {
    const bad = (what: string): CliError =>
      new CliError(`${this.path} ${what}.`, EXIT.failure, 'Mend it, or remove it and add the profiles again.');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw bad('is not JSON');
    }
    const { current, profiles } = (value ?? {}) as Partial<Config>;
    if (typeof profiles !== 'object' || (current !== undefined && typeof current !== 'string')) {
      throw bad('holds no profiles');
    }
    for (const [name, profile] of Object.entries(profiles)) {
      const entries = Object.entries(profile as unknown as Record<string, unknown>);
      const wrong = entries.find(
        ([field, each]) => !FIELDS.some((known) => known === field) || typeof each !== 'string',
      );
      if (wrong !== undefined) throw bad(`has ${JSON.stringify(wrong[0])} in the profile ${name}, which is not known`);
    }
    return { profiles, ...(current !== undefined && { current }) };
  }
}

export function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
