import { withHidden } from '../hidden-fields.js';
import { readBoolean, readNumber, readObject, readText } from '../loose-values.js';

/** The way in by SSH. */
interface V2Ssh {
  /** Command that opens a shell, without the password. */
  readonly command: string | undefined;
  readonly username: string | undefined;
  /** Secret; not part of JSON and inspection. */
  readonly password: string | undefined;
}

/** The notebook server of an instance. */
interface V2Jupyter {
  readonly enabled: boolean;
  /** Port in the container. */
  readonly port: number | undefined;
  /** Public address. Secret, because it may hold a token; not part of JSON and inspection. */
  readonly endpoint: string | undefined;
}

/** The terminal in a browser. */
interface V2WebTerminal {
  readonly enabled: boolean;
  /** Address of a web socket. Secret; not part of JSON and inspection. */
  readonly endpoint: string | undefined;
  /** Secret; not part of JSON and inspection. */
  readonly username: string | undefined;
  /** Secret; not part of JSON and inspection. */
  readonly password: string | undefined;
}

/** Where logs are read. In the published sample each of the two looks like the address of the other. */
interface V2Log {
  /** What the container prints. */
  readonly instanceEndpoint: string | undefined;
  /** What the platform tells about the instance. */
  readonly systemEndpoint: string | undefined;
}

/** The ways into an instance. */
export interface V2InstanceTools {
  readonly ssh: V2Ssh;
  readonly jupyter: V2Jupyter;
  readonly webTerminal: V2WebTerminal;
  /** Secret, because addresses may hold tokens; not part of JSON and inspection. */
  readonly log: V2Log;
}

/** Reads the `tools` of an instance. */
export function readTools(value: unknown): V2InstanceTools {
  const tools = readObject(value);
  const ssh = readObject(tools.ssh);
  const jupyter = readObject(tools.jupyter);
  const terminal = readObject(tools.web_terminal);
  const log = readObject(tools.log);
  return withHidden(
    {
      ssh: withHidden(
        { command: readText(ssh.command), username: readText(ssh.username) },
        { password: readText(ssh.password) },
      ),
      jupyter: withHidden(
        { enabled: readBoolean(jupyter.enabled) ?? false, port: readNumber(jupyter.port) },
        { endpoint: readText(jupyter.endpoint) },
      ),
      webTerminal: withHidden(
        { enabled: readBoolean(terminal.enabled) ?? false },
        {
          endpoint: readText(terminal.endpoint),
          username: readText(terminal.username),
          password: readText(terminal.password),
        },
      ),
    },
    {
      log: { instanceEndpoint: readText(log.instance_endpoint), systemEndpoint: readText(log.system_endpoint) },
    },
  );
}
