import type { BillingMode, Port, Probe } from './create-request.js';

/** One place of the plan, as text that is being typed. */
export interface CandidateDraft {
  /** Names the row for React and for the focus; it is not sent. */
  readonly rowId: string;
  readonly by: 'product' | 'gpu';
  readonly productId: string;
  readonly gpuName: string;
  /** In the order in which they are tried. */
  readonly regions: readonly string[];
  readonly billingMode: BillingMode;
  /** USD for one hour of the whole instance; empty for no cap. */
  readonly maxHourlyPrice: string;
}

export interface PortDraft {
  readonly rowId: string;
  readonly port: string;
  readonly type: Port['type'];
}

export interface ProbeDraft {
  readonly rowId: string;
  readonly type: Probe['type'];
  readonly port: string;
  /** Of an http probe; empty means `/`. */
  readonly path: string;
  /** Of an http probe; empty means 200. */
  readonly expectStatus: string;
  /** Of an http probe: what its answer must contain; empty for whatever it is. */
  readonly expectBody: string;
  /** Between two attempts, as text such as `2s`; empty means that. */
  readonly interval: string;
  /** For one attempt, as text such as `5s`; empty means that. */
  readonly timeout: string;
}

export interface StorageDraft {
  readonly rowId: string;
  readonly id: string;
  /** Empty means `/network`. */
  readonly mountPoint: string;
}

export interface EnvDraft {
  readonly rowId: string;
  readonly key: string;
  readonly value: string;
  /** Masked on the screen and left out of the programs that are shown. */
  readonly isSecret: boolean;
}

export interface LabelDraft {
  readonly rowId: string;
  readonly name: string;
  readonly value: string;
}

/** Times as text such as `2h`; empty for none. */
export interface DeadlineDrafts {
  readonly queued: string;
  readonly pulling: string;
  readonly starting: string;
  readonly probing: string;
}

/** What the create form holds: text as typed, so that nothing that was typed is lost or changed. */
export interface CreateDraft {
  readonly name: string;
  /** The first is the wish, the others are tried in this order when it cannot be had. Never empty. */
  readonly candidates: readonly CandidateDraft[];
  readonly gpuNum: string;
  readonly source: 'image' | 'template';
  readonly imageUrl: string;
  readonly imageAuthId: string;
  readonly templateId: string;
  readonly rootfsSize: string;
  readonly minCudaVersion: string;
  readonly command: string;
  readonly entrypoint: string;
  readonly networkId: string;
  readonly networkStorages: readonly StorageDraft[];
  readonly ports: readonly PortDraft[];
  readonly probes: readonly ProbeDraft[];
  readonly envs: readonly EnvDraft[];
  readonly labels: readonly LabelDraft[];
  readonly stopAfter: string;
  readonly deleteAfter: string;
  readonly idleStopAfter: string;
  readonly idleGrace: string;
  readonly idleGpuBusyPercent: string;
  readonly maxCost: string;
  readonly deadlines: DeadlineDrafts;
  readonly onReclaim: 'keep' | 'recreate';
}

export function newCandidate(rowId: string, given: Partial<Omit<CandidateDraft, 'rowId'>> = {}): CandidateDraft {
  return {
    rowId,
    by: 'product',
    productId: '',
    gpuName: '',
    regions: [],
    billingMode: 'onDemand',
    maxHourlyPrice: '',
    ...given,
  };
}

/** @param given - what it asks, such as a port that is exposed. */
export function newProbe(rowId: string, given: Partial<ProbeDraft> = {}): ProbeDraft {
  return {
    type: 'http',
    port: '',
    path: '',
    expectStatus: '',
    expectBody: '',
    interval: '',
    timeout: '',
    ...given,
    rowId,
  };
}

/** A form in which nothing has been filled in. */
export function emptyDraft(rowId: string): CreateDraft {
  return {
    name: '',
    candidates: [newCandidate(rowId)],
    gpuNum: '1',
    source: 'image',
    imageUrl: '',
    imageAuthId: '',
    templateId: '',
    rootfsSize: '',
    minCudaVersion: '',
    command: '',
    entrypoint: '',
    networkId: '',
    networkStorages: [],
    ports: [],
    probes: [],
    envs: [],
    labels: [],
    stopAfter: '',
    deleteAfter: '',
    idleStopAfter: '',
    idleGrace: '',
    idleGpuBusyPercent: '',
    maxCost: '',
    deadlines: { queued: '', pulling: '', starting: '', probing: '' },
    onReclaim: 'keep',
  };
}

/** The rows with the one at `index` moved by one place; the same rows when there is no place to move to. */
export function moved<Row>(rows: readonly Row[], index: number, by: -1 | 1): readonly Row[] {
  const row = rows[index];
  const other = rows[index + by];
  if (row === undefined || other === undefined) return rows;
  return rows.map((each, at) => (at === index ? other : at === index + by ? row : each));
}
