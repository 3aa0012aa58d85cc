import { resolve } from 'node:path';
import { CliError, usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { Profile } from '../profile/config-file.js';
import { without } from '../without.js';
import { ask, askSecret } from '../prompt.js';
import type { profileAdd } from '../specs/administration.js';

export async function run(context: Context<typeof profileAdd.options>): Promise<undefined> {
  const { values, operands, surroundings, interrupts, connections } = context;
  const { stderr, stdin } = surroundings;
  const [name = ''] = operands;
  if (!/^[\w.-]{1,64}$/.test(name)) throw usageError('The name of a profile consists of letters, digits, _ . and -.');
  if (values['cloud-url'] !== undefined && !values.cloud)
    throw usageError('--cloud-url has no meaning without --cloud.');
  if (values.cloud && values.url !== undefined) throw usageError('--url is for a server: leave --cloud out.');
  const config = connections.file.read();
  const before: Profile = config.profiles[name] ?? {};
  const url = values.cloud
    ? undefined
    : (values.url ?? before.url ?? (stdin.isTTY ? await askUrl(context) : undefined));
  if (url === undefined && !values.cloud) throw usageError('--url is missing.');
  const file = values['key-file'];
  const whose = values.cloud ? 'Novita' : 'the server';
  const key =
    file === undefined ? await askSecret(surroundings, `API key of ${whose}: `, interrupts.signal) : undefined;
  if (key === '') throw new CliError('No key was given, and nothing was saved.', EXIT.usage);
  const credential = values.cloud ? cloudKey(key, file, before) : serverKey(key, file, before);
  const place = values.cloud
    ? { ...(values['cloud-url'] !== undefined && { cloudUrl: values['cloud-url'] }) }
    : { url: url ?? '' };
  const isCurrent = values.use || config.current === undefined;
  connections.file.write({
    ...config,
    ...(isCurrent && { current: name }),
    profiles: { ...config.profiles, [name]: { ...credential, ...place } },
  });
  stderr.write(`Saved the profile ${name} in ${connections.file.path}${isCurrent ? '; it is the current one' : ''}.\n`);
}

async function askUrl({ surroundings, interrupts }: Context<typeof profileAdd.options>): Promise<string | undefined> {
  const answer = (await ask(surroundings, 'Address of the server: ', interrupts.signal)).trim();
  return answer === '' ? undefined : answer;
}

function serverKey(key: string | undefined, file: string | undefined, before: Profile): Profile {
  const rest = without(before, 'apiKey', 'apiKeyFile');
  return { ...rest, ...(file === undefined ? { apiKey: key ?? '' } : { apiKeyFile: resolve(file) }) };
}

function cloudKey(key: string | undefined, file: string | undefined, before: Profile): Profile {
  const rest = without(before, 'cloudApiKey', 'cloudApiKeyFile');
  return { ...rest, ...(file === undefined ? { cloudApiKey: key ?? '' } : { cloudApiKeyFile: resolve(file) }) };
}
