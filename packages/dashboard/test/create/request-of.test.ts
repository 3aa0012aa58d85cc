import { describe, expect, test } from 'vitest';
import { emptyDraft, moved, newCandidate, newProbe } from '../../src/create/draft.js';
import { requestOf } from '../../src/create/request-of.js';
import { fullDraft, smallDraft } from './draft-fixture.js';

describe('requestOf', () => {
  test('leaves out what is empty and what the server takes anyway', () => {
    expect(requestOf(smallDraft())).toEqual({ name: 'job-17', gpuName: '4090', imageUrl: 'ghcr.io/me/app:1' });
  });

  test('has every field that is filled in', () => {
    expect(requestOf(fullDraft())).toEqual({
      name: 'job-17',
      productId: '4090.16c92g',
      regions: ['US-CA-06 (Los Angeles)', 'EU-1'],
      billingMode: 'spot',
      maxHourlyPrice: '0.40',
      fallback: [{ gpuName: 'H100', maxHourlyPrice: '2.5' }],
      imageUrl: 'ghcr.io/me/app:1',
      imageAuthId: 'auth-1',
      gpuNum: 2,
      rootfsSize: 120,
      minCudaVersion: '12.4',
      command: 'python -m app "$HOME"',
      entrypoint: '/bin/sh -c',
      envs: [
        { key: 'MODE', value: 'train & "go"' },
        { key: 'HF_TOKEN', value: 'hf_secret' },
      ],
      ports: [
        { port: 8080, type: 'http' },
        { port: 22, type: 'tcp' },
      ],
      probes: [
        { type: 'http', port: 8080, intervalMs: 500, path: '/health', expectStatus: 204, expectBody: ' "ok"' },
        { type: 'ssh', port: 22, timeoutMs: 60_000 },
      ],
      networkId: 'net-1',
      networkStorages: [{ id: 'disk-1' }, { id: 'disk-2', mountPoint: '/data' }],
      metadata: { team: 'blue' },
      deadlines: { queuedMs: 300_000, probingMs: 90_000 },
      stopAfterMs: 7_200_000,
      deleteAfterMs: 86_400_000,
      idleStopAfterMs: 1_800_000,
      idleGraceMs: 600_000,
      idleGpuBusyPercent: 5,
      maxCost: '5',
      onReclaim: 'recreate',
    });
  });

  test('leaves out of a probe and of a storage what the server takes anyway, and what is not of their kind', () => {
    const usual = { path: '/', expectStatus: '200', interval: '2s', timeout: '5000ms' };
    const probes = [newProbe('1', usual), newProbe('2', { type: 'tcp', ...usual, path: '/x', expectBody: 'x' })];
    const networkStorages = [{ rowId: '1', id: ' disk ', mountPoint: ' /network ' }];
    expect(requestOf(smallDraft({ probes, networkStorages }))).toMatchObject({
      probes: [
        { type: 'http', port: NaN },
        { type: 'tcp', port: NaN },
      ],
      networkStorages: [{ id: 'disk' }],
    });
    expect(requestOf(smallDraft({ probes })).probes?.map((probe) => Object.keys(probe))).toEqual([
      ['type', 'port'],
      ['type', 'port'],
    ]);
    expect(requestOf(smallDraft({ networkStorages })).networkStorages).toEqual([{ id: 'disk' }]);
  });

  test('takes the image or the template, as was chosen last', () => {
    const both = smallDraft({ source: 'template', templateId: 't-1', imageAuthId: 'auth' });
    expect(requestOf(both)).toEqual({ name: 'job-17', gpuName: '4090', templateId: 't-1' });
    expect(requestOf({ ...both, source: 'image' })).not.toHaveProperty('templateId');
  });

  test('takes the product or the name of a GPU, as was chosen last', () => {
    const both = { productId: 'p', gpuName: '4090' };
    const byProduct = smallDraft({ candidates: [newCandidate('a', { ...both, by: 'product' })] });
    expect(requestOf(byProduct)).toMatchObject({ productId: 'p' });
    expect(requestOf(byProduct)).not.toHaveProperty('gpuName');
  });

  test('keeps rows in their places, also those that cannot be sent', () => {
    const ports = ['', 'x', '80'].map((port) => ({ rowId: port, port, type: 'http' as const }));
    expect(requestOf(smallDraft({ ports })).ports?.map(({ port }) => port)).toEqual([NaN, NaN, 80]);
  });

  test('is empty for an empty form', () => {
    expect(requestOf(emptyDraft('a'))).toEqual({ name: '' });
  });
});

describe('moved', () => {
  test('changes places with the neighbour, and stays at the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
