import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@novita-fleet/resilience';
import { afterEach, describe, expect, it } from 'vitest';
import { probeInstance } from '../../src/instances/probe-instance.js';
import type { Instance, InstanceSpec } from '../../src/lifecycle/instance.js';
import { freshInstance } from '../lifecycle/life.js';

const PROBE = {
  type: 'http',
  port: 8080,
  path: '/health',
  expectStatus: 200,
  intervalMs: 1_000,
  timeoutMs: 1_000,
} as const;

let server: Server | undefined;

afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

function instanceAt(url: string | undefined, probes: InstanceSpec['probes'] = [PROBE]): Instance {
  const instance = freshInstance('inst_abc', 0, { ports: [{ port: 8080, type: 'http' }], probes });
  return { ...instance, endpoints: url === undefined ? [] : [{ port: 8080, type: 'http', url }] };
}

describe('a probe of an instance', () => {
  it('asks the address of its port', async () => {
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"ok":true}');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
    expect(await probeInstance(instanceAt(url), systemClock)).toEqual({
      kind: 'probed',
      passed: true,
      detail: 'HTTP 200',
    });
    const strict = { ...PROBE, expectBody: 'ready' };
    expect(await probeInstance(instanceAt(url, [strict]), systemClock)).toMatchObject({
      kind: 'probed',
      passed: false,
    });
    expect(asked).toEqual(['/base/health', '/base/health']);
  });

  it('has not passed while the cloud shows no address, or none that can be read', async () => {
    for (const url of [undefined, 'ftp://x', 'http://']) {
      expect(await probeInstance(instanceAt(url), systemClock)).toMatchObject({ kind: 'probed', passed: false });
    }
  });

  it('is nothing when none is left', async () => {
    expect(await probeInstance(instanceAt('http://x', []), systemClock)).toEqual({ kind: 'tick' });
  });
});
