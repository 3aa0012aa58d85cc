import type { Candidate, CreateRequest, Probe, Storage } from './create-request.js';
import type { CandidateDraft, CreateDraft, ProbeDraft, StorageDraft } from './draft.js';
import { parseDuration } from '../time/duration-text.js';

/**
 * The request that a form stands for: what was left empty or says the default of the server is not in it. Rows keep
 * their places, so that a field that the server refuses is found again. What cannot be read as a number is NaN;
 * `fieldProblems` tells it before anything is sent.
 */
export function requestOf(draft: CreateDraft): CreateRequest {
  const [first, ...others] = draft.candidates;
  const byImage = draft.source === 'image';
  const request = {
    name: draft.name.trim(),
    ...(first !== undefined && candidateOf(first)),
    fallback: listOf(others.map(candidateOf)),
    imageUrl: byImage ? textOf(draft.imageUrl) : undefined,
    imageAuthId: byImage ? textOf(draft.imageAuthId) : undefined,
    templateId: byImage ? undefined : textOf(draft.templateId),
    gpuNum: unless(1, numberOf(draft.gpuNum)),
    rootfsSize: numberOf(draft.rootfsSize),
    minCudaVersion: textOf(draft.minCudaVersion),
    command: textOf(draft.command),
    entrypoint: textOf(draft.entrypoint),
    envs: listOf(draft.envs.map(({ key, value }) => ({ key: key.trim(), value }))),
    ports: listOf(draft.ports.map(({ port, type }) => ({ port: numberOf(port) ?? NaN, type }))),
    probes: listOf(draft.probes.map(probeOf)),
    networkId: textOf(draft.networkId),
    networkStorages: listOf(draft.networkStorages.map(storageOf)),
    metadata:
      draft.labels.length === 0
        ? undefined
        : Object.fromEntries(draft.labels.map(({ name, value }) => [name.trim(), value])),
    deadlines: deadlinesOf(draft),
    stopAfterMs: durationOf(draft.stopAfter),
    deleteAfterMs: durationOf(draft.deleteAfter),
    idleStopAfterMs: durationOf(draft.idleStopAfter),
    idleGraceMs: durationOf(draft.idleGrace),
    idleGpuBusyPercent: numberOf(draft.idleGpuBusyPercent),
    maxCost: textOf(draft.maxCost),
    onReclaim: unless('keep' as const, draft.onReclaim),
  };
  return given(request);
}

function candidateOf(draft: CandidateDraft): Candidate {
  const { by, regions, billingMode } = draft;
  return given({
    productId: by === 'product' ? textOf(draft.productId) : undefined,
    gpuName: by === 'gpu' ? textOf(draft.gpuName) : undefined,
    regions: listOf(regions.map((region) => region.trim())),
    billingMode: unless('onDemand' as const, billingMode),
    maxHourlyPrice: textOf(draft.maxHourlyPrice),
  });
}

function probeOf({ type, port, path, expectStatus, expectBody, interval, timeout }: ProbeDraft): Probe {
  const timing = {
    port: numberOf(port) ?? NaN,
    intervalMs: unless(2_000, durationOf(interval)),
    timeoutMs: unless(5_000, durationOf(timeout)),
  };
  if (type !== 'http') return given({ type, ...timing });
  return given({
    type,
    ...timing,
    path: unless('/', textOf(path)),
    expectStatus: unless(200, numberOf(expectStatus)),
    // Blanks at its ends can be meant.
    expectBody: unless('', expectBody),
  });
}

function storageOf({ id, mountPoint }: StorageDraft): Storage {
  return given({ id: id.trim(), mountPoint: unless('/network', textOf(mountPoint)) });
}

function deadlinesOf({ deadlines }: CreateDraft): CreateRequest['deadlines'] {
  const found = given({
    queuedMs: durationOf(deadlines.queued),
    pullingMs: durationOf(deadlines.pulling),
    startingMs: durationOf(deadlines.starting),
    probingMs: durationOf(deadlines.probing),
  });
  return Object.keys(found).length === 0 ? undefined : found;
}

function textOf(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d{1,15}(?:\.\d{1,5})?$/.test(trimmed) ? Number(trimmed) : NaN;
}

function durationOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : (parseDuration(text) ?? NaN);
}

function listOf<Item>(items: readonly Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : [...items];
}

function unless<Value>(usual: Value, value: Value | undefined): Value | undefined {
  return value === usual ? undefined : value;
}

/** The object without what is undefined. */
function given<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]: Exclude<Shape[Key], undefined>;
  };
}
