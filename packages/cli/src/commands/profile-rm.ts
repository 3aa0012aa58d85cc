import type { Context } from '../context.js';
import { profileNamed, withoutProfile } from '../profile/profile-named.js';
import type { profileRm } from '../specs/administration.js';

export async function run({
  operands,
  connections,
  surroundings,
}: Context<typeof profileRm.options>): Promise<undefined> {
  const [name = ''] = operands;
  const config = connections.file.read();
  profileNamed(config, name);
  connections.file.write(withoutProfile(config, name));
  surroundings.stderr.write(`The profile ${name} is forgotten.\n`);
  return Promise.resolve(undefined);
}
