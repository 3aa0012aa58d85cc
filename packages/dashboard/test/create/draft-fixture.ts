import { emptyDraft, newCandidate, newProbe, type CreateDraft } from '../../src/create/draft.js';

/** A form in which what is needed is filled in. */
export function smallDraft(given: Partial<CreateDraft> = {}): CreateDraft {
  return {
    ...emptyDraft('a'),
    name: 'job-17',
    candidates: [newCandidate('a', { by: 'gpu', gpuName: '4090' })],
    imageUrl: 'ghcr.io/me/app:1',
    ...given,
  };
}

/** A form in which everything is filled in. */
export function fullDraft(given: Partial<CreateDraft> = {}): CreateDraft {
  return smallDraft({
    candidates: [
      newCandidate('a', {
        by: 'product',
        productId: '4090.16c92g',
        regions: ['US-CA-06 (Los Angeles)', 'EU-1'],
        billingMode: 'spot',
        maxHourlyPrice: '0.40',
      }),
      newCandidate('b', { by: 'gpu', gpuName: 'H100', maxHourlyPrice: '2.5' }),
    ],
    gpuNum: '2',
    imageAuthId: 'auth-1',
    rootfsSize: '120',
    minCudaVersion: '12.4',
    command: 'python -m app "$HOME"',
    entrypoint: '/bin/sh -c',
    networkId: 'net-1',
    networkStorages: [
      { rowId: '1', id: 'disk-1', mountPoint: '' },
      { rowId: '2', id: 'disk-2', mountPoint: '/data' },
    ],
    ports: [
      { rowId: '1', port: '8080', type: 'http' },
      { rowId: '2', port: '22', type: 'tcp' },
    ],
    probes: [
      newProbe('1', {
        ...{ port: '8080', path: '/health', expectStatus: '204', expectBody: ' "ok"', interval: '500ms' },
      }),
      newProbe('2', { type: 'ssh', port: '22', timeout: '1m' }),
    ],
    envs: [
      { rowId: '1', key: 'MODE', value: 'train & "go"', isSecret: false },
      { rowId: '2', key: 'HF_TOKEN', value: 'hf_secret', isSecret: true },
    ],
    labels: [{ rowId: '1', name: 'team', value: 'blue' }],
    stopAfter: '2h',
    deleteAfter: '1d',
    idleStopAfter: '30m',
    idleGrace: '10m',
    idleGpuBusyPercent: '5',
    maxCost: '5',
    deadlines: { queued: '5m', pulling: '', starting: '', probing: '90s' },
    onReclaim: 'recreate',
    ...given,
  });
}
