import { connect } from 'node:net';
import { checkKnownOptions, checkNumber, systemClock, type Timer } from '@novita-fleet/resilience';
import { attempt, connectionFailure } from './attempt.js';
import type { ProbeResult } from './probe-result.js';
import type { ProbeSettings } from './probe-settings.js';
import { parseTcpAddress } from './tcp-address.js';

/** How long a TCP probe may take. */
export interface TcpProbeOptions extends ProbeSettings {
  /**
   * How long the connection must stay open, in milliseconds. Default 250. The proxy of the cloud accepts every
   * connection, and closes it at once while nothing listens behind it.
   */
  readonly holdMs?: number;
}

const HOLD_MS = 250;

/**
 * Connects to a TCP address once.
 *
 * @param address - `host:port`, such as the endpoint of a port of an instance.
 * @returns whether the connection was accepted and stayed open. A connection that fails or a timeout is a result.
 * @throws InvalidArgumentError when the address or an option is unknown or out of range.
 * @throws AbortedError when the signal is aborted.
 * @example
 * ```ts
 * import { probeTcp, type ProbeSettings, type TcpProbeOptions } from '@novita-fleet/client';
 *
 * const settings: ProbeSettings = { timeoutMs: 2_000 };
 * const options: TcpProbeOptions = { ...settings, holdMs: 500 };
 * const { passed, detail } = await probeTcp('proxy.us-ca-1.gpu-instance.novita.ai:30022', options);
 * console.log(passed, detail);
 * ```
 */
export async function probeTcp(address: string, options: TcpProbeOptions = {}): Promise<ProbeResult> {
  checkKnownOptions('probeTcp', options, OPTION_NAMES);
  const holdMs = checkNumber('holdMs', options.holdMs ?? HOLD_MS);
  const target = parseTcpAddress(address);
  const clock = options.clock ?? systemClock;
  return attempt(options, (end) => {
    const socket = connect(target);
    const passed = { passed: true, detail: 'connected' };
    let hold: Timer | undefined;
    socket.on('connect', () => {
      hold = clock.setTimeout(() => end(passed), holdMs, true);
    });
    // Whoever speaks first is there.
    socket.on('data', () => end(passed));
    socket.on('end', () => end({ passed: false, detail: 'closed at once' }));
    socket.on('error', (error) => end(connectionFailure(error)));
    return () => {
      hold?.cancel();
      socket.destroy();
    };
  });
}

const OPTION_NAMES: readonly (keyof TcpProbeOptions)[] = ['holdMs', 'timeoutMs', 'signal', 'clock'];
