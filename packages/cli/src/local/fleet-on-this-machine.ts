import { Program } from './program.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** How long each step takes in the simulated cloud, in seconds: quick enough to watch. */
const DURATIONS = [
  ...['toCreate=0.4', 'creating=1', 'pulling=4', 'appStart=2', 'toStop=0.4', 'stopping=1'],
  ...['toStart=0.4', 'starting=2', 'toRestart=0.4', 'restarting=2', 'toRemove=0.4', 'removing=1'],
].join(',');

/** What clients read; to the server it means nothing. */
const CLIENT_VARIABLES = [
  ...['NOVITA_FLEET_URL', 'NOVITA_FLEET_API_KEY', 'NOVITA_FLEET_API_KEY_FILE'],
  ...['NOVITA_FLEET_CONFIG', 'NOVITA_FLEET_PROFILE', 'NOVITA_API_KEY_FILE', 'NODE_OPTIONS'],
];

/** Where the cloud is. */
export interface CloudAddress {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Starts a simulated cloud. */
export async function startSimulatedCloud(env: Environment): Promise<{ program: Program; cloud: CloudAddress }> {
  let tell: (cloud: CloudAddress) => void = () => undefined;
  const told = new Promise<CloudAddress>((resolve) => (tell = resolve));
  const args = ['--json', '--port', '0', '--durations', DURATIONS];
  const program = new Program('simulated cloud', '@novita-fleet/simulator', args, { PATH: env.PATH }, (line, from) => {
    if (from === 'stdout') tell(JSON.parse(line) as CloudAddress);
  });
  return { program, cloud: await Promise.race([told, program.failure]) };
}

export interface ServerSettings {
  readonly env: Environment;
  readonly cloud: CloudAddress;
  readonly port: number | undefined;
  readonly folder: string;
  readonly isSimulated: boolean;
  /** Gets each line of its log. */
  readonly onLog: (line: string) => void;
}

/** Starts a server. `apiKey` is its key when this was its first start: it is shown only then. */
export async function startServer(
  settings: ServerSettings,
): Promise<{ program: Program; url: string; apiKey: string | undefined }> {
  const { env, cloud, port, folder, isSimulated, onLog } = settings;
  let apiKey: string | undefined;
  let tell: (url: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => (tell = resolve));
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !CLIENT_VARIABLES.includes(name)));
  const program = new Program(
    'server',
    '@novita-fleet/server',
    [],
    {
      // A cloud on this machine can be asked often, and its receivers are here, too.
      ...(isSimulated && {
        NOVITA_FLEET_SWEEP_FAST_MS: '500',
        NOVITA_FLEET_SWEEP_SLOW_MS: '5000',
        NOVITA_FLEET_REQUESTS_PER_MINUTE: '3000',
        NOVITA_FLEET_WEBHOOK_ALLOW: '127.0.0.0/8',
      }),
      ...rest,
      NOVITA_API_KEY: cloud.apiKey,
      NOVITA_BASE_URL: cloud.baseUrl,
      NOVITA_FLEET_DATA_DIR: folder,
      ...(port !== undefined && { NOVITA_FLEET_PORT: String(port) }),
    },
    (line, from) => {
      if (from === 'stderr') {
        apiKey = /(nfk_\S+)$/.exec(line)?.[1] ?? apiKey;
        return;
      }
      onLog(line);
      const url = urlOf(line);
      if (url !== undefined) tell(url);
    },
  );
  try {
    const url = await Promise.race([told, program.failure]);
    return { program, url, apiKey };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

/** The address in the line of the log that tells it. */
function urlOf(line: string): string | undefined {
  if (!line.includes('"msg":"listening"')) return undefined;
  return (JSON.parse(line) as { url?: string }).url;
}
