import type { Context } from '../context.js';
import { DEFAULT_URL } from '../profile/connections.js';
import type { profileLs } from '../specs/administration.js';

export async function run({ connections, printer }: Context<typeof profileLs.options>): Promise<undefined> {
  const { current, profiles } = connections.file.read();
  const rows = Object.entries(profiles).map(([name, profile]) => ({
    name,
    current: name === current,
    server: profile.apiKey === undefined && profile.apiKeyFile === undefined ? null : (profile.url ?? DEFAULT_URL),
    cloud:
      profile.cloudApiKey === undefined && profile.cloudApiKeyFile === undefined
        ? null
        : (profile.cloudUrl ?? 'https://api.novita.ai'),
  }));
  await printer.list(rows, {
    columns: [
      { title: '', text: (row) => (row.current ? '*' : ' ') },
      { title: 'NAME', text: (row) => row.name },
      { title: 'SERVER', text: (row) => row.server ?? '-' },
      { title: 'CLOUD', text: (row) => row.cloud ?? '-' },
    ],
    name: (row) => row.name,
    whenEmpty: `There are no profiles in ${connections.file.path}. Add one: novita-fleet profile add NAME`,
  });
}
