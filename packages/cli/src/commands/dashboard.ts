import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import type { dashboard } from '../specs/administration.js';

export function run({ values, surroundings, connections }: Context<typeof dashboard.options>): Promise<undefined> {
  const { stdout, stderr } = surroundings;
  if (values['show-key'] && !stdout.isTerminal) {
    throw usageError('The key is shown in a terminal only.', 'Run novita-fleet dashboard --show-key by itself.');
  }
  const { baseUrl, apiKey, source } = connections.fleet();
  stdout.write(`${baseUrl}\n`);
  if (values['show-key']) {
    stderr.write('Sign in with this API key:\n');
    stdout.write(`${apiKey}\n`);
  } else {
    stderr.write(`Sign in there with the API key of ${source}; --show-key shows it.\n`);
  }
  return Promise.resolve(undefined);
}
