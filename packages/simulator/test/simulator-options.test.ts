import { describe, expect, it } from 'vitest';
import { startSimulator, type SimulatorOptions } from '../src/index.js';

describe('options of the simulator', () => {
  it.each<[string, Record<string, unknown>]>([
    ['colour', { colour: 'red' }],
    ['port', { port: 70_000 }],
    ['seed', { seed: 1.5 }],
    ['speed', { speed: 0 }],
    ['speed', { speed: 2, clock: 'stepped' }],
    ['clock', { clock: 'fast' }],
    ['durations.pull', { durations: { pull: 1 } }],
    ['durations.pulling', { durations: { pulling: [5, 1] } }],
    ['durations.pulling', { durations: { pulling: -1 } }],
    ['durations.pulling', { durations: { pulling: [1, 2, 3] } }],
    ['stock.a100', { stock: { a100: { 'us-ca-6': 1 } } }],
    ['stock.4090.16c62g.mars-1', { stock: { '4090.16c62g': { 'mars-1': 1 } } }],
    ['stock', { stock: -1 }],
    ['apiKeys', { apiKeys: [] }],
    ['apiKeys', { apiKeys: [1] }],
    ['firstPage', { firstPage: 2 }],
    ['notFoundStatus', { notFoundStatus: 410 }],
    ['actionBody', { actionBody: 'none' }],
    ['listEndpoints', { listEndpoints: 'no' }],
    ['onRequest', { onRequest: true }],
    ['quotas.gpus', { quotas: { gpus: 1 } }],
    ['quotas.networks', { quotas: { networks: -1 } }],
    ['networkShape', { networkShape: 'array' }],
    ['maskPasswords', { maskPasswords: 1 }],
    ['wrapEndpoint', { wrapEndpoint: 'yes' }],
  ])('refuses a wrong %s: %j', async (field, options) => {
    await expect(startSimulator(options as SimulatorOptions)).rejects.toThrow(
      expect.objectContaining({ name: 'FieldError', field }),
    );
  });

  it('takes an undefined option for an absent one', async () => {
    const simulator = await startSimulator({ seed: undefined, port: undefined } as unknown as SimulatorOptions);
    expect(simulator.baseUrl).toBe(`http://127.0.0.1:${simulator.port}`);
    await simulator.close();
    await simulator.close();
  });

  it('refuses a port that is taken', async () => {
    const first = await startSimulator();
    await expect(startSimulator({ port: first.port })).rejects.toThrow('EADDRINUSE');
    await first.close();
  });
});
