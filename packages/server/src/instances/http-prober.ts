import type { Clock } from '@novita-fleet/resilience';
import { Agent, request } from 'undici';
import type { Instance } from '../lifecycle/instance.js';
import type { Observation } from '../lifecycle/observation.js';

/** Bytes of an answer that are looked at for the expected text. */
const MAX_BODY_BYTES = 64 * 1024;

/** Asks the ports of an instance whether what runs behind them is ready. */
export class HttpProber {
  readonly #clock: Clock;
  readonly #agent = new Agent({ keepAliveTimeout: 1_000, maxResponseSize: MAX_BODY_BYTES });

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  /** Tries the first probe of the instance that has not passed yet. */
  async probe(instance: Instance): Promise<Observation> {
    const probe = instance.spec.probes[instance.probesPassed];
    const endpoint = instance.endpoints.find(({ port }) => port === probe?.port);
    if (probe === undefined) return { kind: 'tick' };
    if (endpoint === undefined) {
      return { kind: 'probed', passed: false, detail: `The cloud shows no address for port ${probe.port}.` };
    }
    const abort = new AbortController();
    const timer = this.#clock.setTimeout(() => abort.abort(), probe.timeoutMs, true);
    try {
      const { statusCode, body } = await request(joinUrl(endpoint.url, probe.path), {
        dispatcher: this.#agent,
        signal: abort.signal,
      });
      const text = await body.text();
      if (statusCode !== probe.expectStatus) {
        return { kind: 'probed', passed: false, detail: `HTTP ${statusCode} instead of ${probe.expectStatus}` };
      }
      if (probe.expectBody !== undefined && !text.includes(probe.expectBody)) {
        return { kind: 'probed', passed: false, detail: 'The answer does not contain the expected text.' };
      }
      return { kind: 'probed', passed: true, detail: `HTTP ${statusCode}` };
    } catch (error) {
      const detail = abort.signal.aborted ? `no answer within ${probe.timeoutMs} ms` : describe(error);
      return { kind: 'probed', passed: false, detail };
    } finally {
      timer.cancel();
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** The address of a port may itself have a path, so the path of the probe is appended and does not replace it. */
function joinUrl(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}

function describe(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'no connection';
}
