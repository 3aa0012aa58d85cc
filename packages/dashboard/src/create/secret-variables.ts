import type { CreateRequest, Env } from './create-request.js';
import type { CreateDraft } from './draft.js';

/** Names of variables whose values the command line refuses as arguments, since others can read them. */
const SECRET_NAME = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:_|$)/i;

/** Whether the name of a variable says that its value is a secret. */
export function looksSecret(name: string): boolean {
  return SECRET_NAME.test(name.trim());
}

/** The names of the variables whose values no program on the screen may show. */
export function secretNames({ envs }: CreateDraft): ReadonlySet<string> {
  return new Set(envs.filter(({ key, isSecret }) => isSecret || looksSecret(key)).map(({ key }) => key.trim()));
}

/** The variables of a request, of which the secret ones are replaced. */
export function maskedEnvs<Masked>(
  { envs = [] }: CreateRequest,
  secrets: ReadonlySet<string>,
  mask: (env: Env) => Masked,
): { key: string; value: string | Masked }[] {
  return envs.map((env) => (secrets.has(env.key) ? { key: env.key, value: mask(env) } : env));
}
