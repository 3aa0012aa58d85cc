import { connect } from 'node:net';
import { checkKnownOptions } from '@novita-fleet/resilience';
import { attempt, connectionFailure } from './attempt.js';
import type { ProbeResult } from './probe-result.js';
import type { ProbeSettings } from './probe-settings.js';
import { parseTcpAddress } from './tcp-address.js';

/** How long an SSH probe may take. */
export type SshProbeOptions = ProbeSettings;

/** A server may greet before its version (RFC 4253, section 4.2); one that says more than this is none. */
const MAX_GREETING_BYTES = 8 * 1024;

/**
 * Connects to an SSH address once and waits for the version that every SSH server tells first.
 *
 * @param address - `host:port`, such as the endpoint of port 22 of an instance.
 * @returns whether it came; `detail` is then the version. A connection that fails or a timeout is a result.
 * @throws InvalidArgumentError when the address or an option is unknown or out of range.
 * @throws AbortedError when the signal is aborted.
 * @example
 * ```ts
 * import { probeSsh, type SshProbeOptions } from '@novita-fleet/client';
 *
 * const options: SshProbeOptions = { timeoutMs: 10_000 };
 * const { passed, detail } = await probeSsh('proxy.us-ca-1.gpu-instance.novita.ai:30022', options);
 * console.log(passed, detail); // true SSH-2.0-OpenSSH_9.6
 * ```
 */
export async function probeSsh(address: string, options: SshProbeOptions = {}): Promise<ProbeResult> {
  checkKnownOptions('probeSsh', options, OPTION_NAMES);
  const target = parseTcpAddress(address);
  return attempt(options, (end) => {
    const socket = connect(target);
    let greeting = '';
    socket.on('data', (chunk: Buffer) => {
      greeting += chunk.toString('latin1');
      const version = /^SSH-[\x20-\x7e]*(?=\r?\n)/m.exec(greeting)?.[0];
      if (version !== undefined) end({ passed: true, detail: version });
      else if (greeting.length > MAX_GREETING_BYTES) end(NO_BANNER);
    });
    socket.on('end', () => end(NO_BANNER));
    socket.on('error', (error) => end(connectionFailure(error)));
    return () => socket.destroy();
  });
}

const NO_BANNER: ProbeResult = { passed: false, detail: 'no SSH version' };

const OPTION_NAMES: readonly (keyof SshProbeOptions)[] = ['timeoutMs', 'signal', 'clock'];
