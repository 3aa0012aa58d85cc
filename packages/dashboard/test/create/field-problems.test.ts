import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptyDraft, newCandidate, newProbe, type CreateDraft } from '../../src/create/draft.js';
import { candidateOf, candidatePath, fieldProblems } from '../../src/create/field-problems.js';
import { LIMITS } from '../../src/create/limits.js';
import { serverProblems } from '../../src/create/server-problems.js';
import { fullDraft, smallDraft } from './draft-fixture.js';

const paths = (draft: CreateDraft): string[] => [...fieldProblems(draft).keys()];
const port = (number: string, type: 'http' | 'tcp' = 'http') => ({ rowId: number, port: number, type });
const probe = (number: string, given = {}) => newProbe(number, { port: number, ...given });
const storage = (id: string, mountPoint = '') => ({ rowId: id, id, mountPoint });
const env = (key: string, value = '') => ({ rowId: key, key, value, isSecret: false });

describe('fieldProblems', () => {
  test('finds nothing wrong with a form that is right', () => {
    expect(paths(smallDraft())).toEqual([]);
    expect(paths(fullDraft())).toEqual([]);
  });

  test('names what is needed', () => {
    expect(paths(emptyDraft('a'))).toEqual(['name', 'productId', 'imageUrl']);
    expect(paths({ ...emptyDraft('a'), source: 'template' })).toContain('templateId');
  });

  test.each<[string, Partial<CreateDraft>]>([
    ['name', { name: 'two words' }],
    ['name', { name: 'a'.repeat(201) }],
    ['gpuNum', { gpuNum: '9' }],
    ['gpuNum', { gpuNum: '1.5' }],
    ['rootfsSize', { rootfsSize: '9' }],
    ['imageUrl', { imageUrl: 'a'.repeat(501) }],
    ['command', { command: 'a'.repeat(2_048) }],
    ['stopAfterMs', { stopAfter: '90' }],
    ['stopAfterMs', { stopAfter: '500ms' }],
    ['deleteAfterMs', { deleteAfter: '366d' }],
    ['idleStopAfterMs', { idleStopAfter: 'soon' }],
    ['idleGraceMs', { idleGrace: '5m' }],
    ['idleGpuBusyPercent', { idleGpuBusyPercent: '5' }],
    ['idleGpuBusyPercent', { idleStopAfter: '5m', idleGpuBusyPercent: '101' }],
    ['maxCost', { maxCost: '0.00' }],
    ['maxCost', { maxCost: '1,50' }],
    ['maxCost', { maxCost: '0.123456' }],
    ['deadlines.pullingMs', { deadlines: { queued: '', pulling: '0s', starting: '', probing: '' } }],
    ['ports[0].port', { ports: [port('')] }],
    ['ports[0].port', { ports: [port('70000')] }],
    ['ports[0].port', { ports: [port('2222')] }],
    ['ports[1].port', { ports: [port('80'), port('80')] }],
    ['ports', { ports: Array.from({ length: 16 }, (_, index) => port(String(8_000 + index))) }],
    ['probes[0].port', { probes: [probe('80')] }],
    ['probes[0].port', { ports: [port('80', 'tcp')], probes: [probe('80')] }],
    ['probes[0].path', { ports: [port('80')], probes: [probe('80', { path: 'health' })] }],
    ['probes[0].expectStatus', { ports: [port('80')], probes: [probe('80', { expectStatus: '99' })] }],
    ['probes[0].expectBody', { ports: [port('80')], probes: [probe('80', { expectBody: 'a'.repeat(1_001) })] }],
    ['probes[0].intervalMs', { ports: [port('80')], probes: [probe('80', { interval: '99ms' })] }],
    ['probes[0].timeoutMs', { ports: [port('80', 'tcp')], probes: [probe('80', { type: 'ssh', timeout: '61s' })] }],
    ['networkId', { networkId: 'a'.repeat(256) }],
    ['networkStorages[0].id', { networkStorages: [storage(' ')] }],
    ['networkStorages[1].id', { networkStorages: [storage('a'), storage('a'.repeat(256))] }],
    ['networkStorages[0].mountPoint', { networkStorages: [storage('a', 'a'.repeat(4_096))] }],
    ['networkStorages', { networkStorages: Array.from({ length: 31 }, (_, index) => storage(String(index))) }],
    ['envs[0].key', { envs: [env('')] }],
    ['envs[1].key', { envs: [env('A'), env('A')] }],
    ['envs[0].value', { envs: [env('A', 'a'.repeat(4_096))] }],
    ['metadata[0]', { labels: [{ rowId: '1', name: 'a b', value: '' }] }],
    ['metadata[0]', { labels: [{ rowId: '1', name: '__proto__', value: '' }] }],
    ['maxHourlyPrice', { candidates: [newCandidate('a', { by: 'gpu', gpuName: '4090', maxHourlyPrice: '-1' })] }],
    [
      'fallback[0].productId',
      { candidates: [newCandidate('a', { by: 'gpu', gpuName: '4090' }), newCandidate('b', { by: 'product' })] },
    ],
    ['regions[1]', { candidates: [newCandidate('a', { by: 'gpu', gpuName: '4090', regions: ['x', ' '] })] }],
  ])('finds %s wrong, and nothing else', (path, given) => {
    expect(paths(smallDraft(given))).toEqual([path]);
  });

  test.each<Partial<CreateDraft>>([
    {
      gpuNum: '1',
      rootfsSize: '10',
      ports: [port('1')],
      idleStopAfter: '1s',
      idleGrace: '0s',
      idleGpuBusyPercent: '0',
    },
    { gpuNum: '8', rootfsSize: '6144', ports: [port('65535')], idleStopAfter: '365d', idleGpuBusyPercent: '100' },
    { name: 'a'.repeat(200), command: 'a'.repeat(2_047), envs: [env('A', 'a'.repeat(4_095))], maxCost: '0.00001' },
    {
      ports: [port('80')],
      probes: [
        probe('80', { interval: '100ms', timeout: '60s', expectBody: 'a'.repeat(1_000) }),
        probe('80', { interval: '10m', timeout: '100ms' }),
      ],
      networkId: 'a'.repeat(255),
      networkStorages: Array.from({ length: 30 }, () => storage('a'.repeat(255), 'a'.repeat(4_095))),
    },
  ])('takes what is just within the limits', (given) => {
    expect(paths(smallDraft(given))).toEqual([]);
  });

  test('leaves probes of a template to the server, which knows its ports', () => {
    expect(paths(smallDraft({ source: 'template', templateId: 't', probes: [probe('80')] }))).toEqual([]);
  });
});

test('candidateOf finds the candidate that a path belongs to', () => {
  for (const index of [0, 1, 12]) expect(candidateOf(`${candidatePath(index)}regions[0]`)).toBe(index);
  for (const path of ['name', 'fallback', 'ports[0].port', 'regionsOf']) expect(candidateOf(path)).toBeUndefined();
});

describe('LIMITS', () => {
  interface Schema {
    properties?: Record<string, Schema>;
    anyOf?: Schema[];
    oneOf?: Schema[];
    items?: Schema;
    propertyNames?: Schema;
    additionalProperties?: Schema;
    pattern?: string;
    minimum?: number;
    maximum?: number;
    maxLength?: number;
    maxItems?: number;
  }
  const file = new URL('../../../../openapi/fleet.json', import.meta.url);
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, Schema> } };
  const fields = components.schemas.CreateInstanceRequest!.properties!;
  const httpProbe = fields.probes!.items!.oneOf![0]!.properties!;

  test.each<[keyof typeof LIMITS, Schema]>([
    ['name', fields.name!],
    ['productId', fields.productId!],
    ['gpuName', fields.gpuName!],
    ['regions', { ...fields.regions!, ...fields.regions!.items }],
    ['fallback', fields.fallback!],
    ['templateId', fields.templateId!],
    ['imageUrl', fields.imageUrl!],
    ['imageAuthId', fields.imageAuthId!],
    ['minCudaVersion', fields.minCudaVersion!],
    ['command', fields.command!],
    ['entrypoint', fields.entrypoint!],
    ['gpuNum', fields.gpuNum!],
    ['rootfsSize', fields.rootfsSize!],
    ['ports', fields.ports!],
    ['port', fields.ports!.items!.properties!.port!],
    ['probes', fields.probes!],
    ['probePath', httpProbe.path!],
    ['probeStatus', httpProbe.expectStatus!],
    ['probeBody', httpProbe.expectBody!],
    ['probeInterval', httpProbe.intervalMs!],
    ['probeTimeout', httpProbe.timeoutMs!],
    ['networkId', fields.networkId!],
    ['networkStorages', fields.networkStorages!],
    ['storageId', fields.networkStorages!.items!.properties!.id!],
    ['mountPoint', fields.networkStorages!.items!.properties!.mountPoint!],
    ['envs', fields.envs!],
    ['envKey', fields.envs!.items!.properties!.key!],
    ['envValue', fields.envs!.items!.properties!.value!],
    ['labelName', fields.metadata!.propertyNames!],
    ['labelValue', fields.metadata!.additionalProperties!],
    ['durationMs', fields.stopAfterMs!.anyOf![0]!],
    ['idleGpuBusyPercent', fields.idleGpuBusyPercent!.anyOf![0]!],
    ['usd', fields.maxCost!.anyOf![0]!],
  ])('%s is that of the server', (name, schema) => {
    const { pattern, minimum, maximum, maxLength, maxItems } = schema;
    const limit = Object.entries(LIMITS[name]).filter(([what]) => what !== 'reserved');
    const asTold = Object.fromEntries(
      limit.map(([what, bound]: [string, unknown]) => [what, bound instanceof RegExp ? bound.source : bound]),
    );
    const told = Object.fromEntries(
      Object.entries({ pattern, minimum, maximum, maxLength, maxItems }).filter(([, value]) => value !== undefined),
    );
    expect(asTold).toEqual(told);
  });
});

describe('serverProblems', () => {
  test('keeps paths, finds the row of a label, and joins what is said of one field', () => {
    const draft = smallDraft({ labels: [{ rowId: '1', name: 'a.b/c', value: '' }] });
    const problems = serverProblems(
      [
        { field: 'fallback[0].regions[0]', message: 'No such region.' },
        { field: 'metadata.a.b/c', message: 'Too long.' },
        { field: 'metadata.gone', message: 'Odd.' },
        { field: 'name', message: 'One.' },
        { field: 'name', message: 'Two.' },
      ],
      draft,
    );
    expect(Object.fromEntries(problems)).toEqual({
      'fallback[0].regions[0]': 'No such region.',
      'metadata[0]': 'Too long.',
      'metadata.gone': 'Odd.',
      name: 'One. Two.',
    });
  });
});
