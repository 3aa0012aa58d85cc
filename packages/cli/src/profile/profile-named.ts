import { CliError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';
import { without } from '../without.js';
import type { Config, Profile } from './config-file.js';

/** @throws CliError when there is none of this name. */
export function profileNamed({ profiles }: Config, name: string): Profile {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined)
    throw new CliError(`There is no profile ${JSON.stringify(name)}.`, EXIT.notFound, 'See: novita-fleet profile ls');
  return profile;
}

/** The same profiles without one of them. */
export function withoutProfile({ current, profiles }: Config, name: string): Config {
  const rest = without(profiles, name);
  return { profiles: rest, ...(current !== undefined && current !== name && { current }) };
}
