import type { Context } from '../context.js';
import { profileNamed } from '../profile/profile-named.js';
import type { profileUse } from '../specs/administration.js';

export async function run({
  operands,
  connections,
  surroundings,
}: Context<typeof profileUse.options>): Promise<undefined> {
  const [name = ''] = operands;
  const config = connections.file.read();
  profileNamed(config, name);
  connections.file.write({ ...config, current: name });
  surroundings.stderr.write(`${name} is the current profile.\n`);
  return Promise.resolve(undefined);
}
