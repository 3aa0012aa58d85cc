import { withHidden } from './hidden-fields.js';
import { readBoolean, readNumber, readObject, readText } from './loose-values.js';

/**
 * The terminal in a browser.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { InstanceLogs, InstanceNetwork, Jupyter, VolumeMount, WebTerminal } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * const instance = await new NovitaApiService(client).instances.get('3560b7fec915bbf9');
 * const terminal: WebTerminal | undefined = instance.webTerminal;
 * const jupyter: Jupyter | undefined = instance.jupyter;
 * console.log(terminal?.isRunning, jupyter?.port);
 *
 * const network: InstanceNetwork | undefined = instance.network;
 * const mounts: VolumeMount[] = instance.volumeMounts;
 * console.log(network?.ip, mounts.map(({ mountPath, sizeGb }) => `${mountPath}: ${sizeGb} GB`));
 *
 * // The addresses may hold tokens: read them, do not log them.
 * const logs: InstanceLogs | undefined = instance.logs;
 * if (logs?.instanceAddress !== undefined) console.log(await (await fetch(logs.instanceAddress)).text());
 * ```
 */
export interface WebTerminal {
  readonly isRunning: boolean;
  readonly username: string | undefined;
  /** Address of a web socket. */
  readonly address: string | undefined;
  /** Secret; not part of JSON and inspection. */
  readonly password: string | undefined;
}

/** The notebook server of an instance. */
export interface Jupyter {
  readonly isRunning: boolean;
  /** Port in the container. */
  readonly port: number | undefined;
  /** Public address. Secret, because it holds a token; not part of JSON and inspection. */
  readonly address: string | undefined;
}

/** Where logs are read, over HTTP. Secret, because addresses may hold tokens; not part of JSON and inspection. */
export interface InstanceLogs {
  /** What the platform tells about the instance. */
  readonly systemAddress: string | undefined;
  /** What the container prints. */
  readonly instanceAddress: string | undefined;
}

/** Undefined when it is not switched on. */
export function readWebTerminal(value: unknown): WebTerminal | undefined {
  const raw = readObject(value);
  const address = readText(raw.address);
  if (address === undefined) return undefined;
  const shown = { isRunning: readBoolean(raw.isRunning) ?? false, username: readText(raw.username), address };
  return withHidden(shown, { password: readText(raw.password) });
}

/** Undefined when the instance has none. */
export function readJupyter(value: unknown): Jupyter | undefined {
  const raw = readObject(value);
  const address = readText(raw.address);
  const port = readNumber(raw.port);
  // The cloud writes an empty address and port 0 for none.
  if (address === undefined && (port === undefined || port === 0)) return undefined;
  return withHidden({ isRunning: readBoolean(raw.isRunning) ?? false, port }, { address });
}

/** Undefined when no address is known. */
export function readInstanceLogs(value: unknown): InstanceLogs | undefined {
  const raw = readObject(value);
  const systemAddress = readText(raw.systemLogAddress);
  const instanceAddress = readText(raw.instanceLogAddress);
  if (systemAddress === undefined && instanceAddress === undefined) return undefined;
  return withHidden({}, { systemAddress, instanceAddress });
}
