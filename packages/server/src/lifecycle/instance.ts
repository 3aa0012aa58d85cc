import type { CloudPhase } from '@novita-fleet/client';
import type { ErrorCode } from '@novita-fleet/resilience';

/** States shown to users. */
export type InstanceState =
  | 'pending'
  | 'creating'
  | 'starting'
  | 'running'
  | 'ready'
  | 'stopping'
  | 'stopped'
  | 'deleting'
  | 'deleted'
  | 'failed'
  | 'timed_out'
  | 'reclaimed'
  | 'lost';

/** Why an instance is in its state, where the state alone does not say it. */
export interface Cause {
  code: ErrorCode;
  message: string;
}

/** A port that the container serves. */
interface PortSpec {
  port: number;
  type: 'http' | 'tcp';
}

/** What every check that turns `running` into `ready` has. */
interface ProbeTiming {
  /** Port inside the container; must be one of the exposed ports. */
  port: number;
  /** Milliseconds between two attempts. */
  intervalMs: number;
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
}

interface HttpProbe extends ProbeTiming {
  type: 'http';
  path: string;
  /** The status that the answer must have. */
  expectStatus: number;
  /** Text that the body must contain, if given. */
  expectBody?: string | undefined;
}

/** `tcp`: a connection can be made. `ssh`: what answers there greets as an SSH server. */
interface PlainProbe extends ProbeTiming {
  type: 'tcp' | 'ssh';
}

export type Probe = HttpProbe | PlainProbe;

/** A place where the instance may run. The candidates of a plan are tried in their order. */
export interface Candidate {
  /** Product of the catalogue; null when `gpuName` chooses one. */
  productId: string | null;
  /** Part of the name of a product; the cheapest that fits is tried first. */
  gpuName: string | null;
  /** Regions as the user named them, in the order in which they are tried; empty: the cloud chooses. */
  regions: string[];
  /** Ids of the clusters that these are; null while the catalogue has not told. */
  clusterIds: string[] | null;
  billingMode: 'onDemand' | 'spot';
  /** Highest price of the whole instance, in 1/100000 USD an hour. */
  maxHourlyPrice: number | null;
}

/** A candidate worked out to what a create call needs. */
export interface Target {
  productId: string;
  clusterId: string | null;
  billingMode: 'onDemand' | 'spot';
}

/** The part of a request that may hold secrets. */
export interface PrivateSpec {
  envs?: { key: string; value: string }[] | undefined;
  command?: string | undefined;
  entrypoint?: string | undefined;
}

/**
 * What the user asked for. Names follow the create call of the cloud where it has the same field. The private part is
 * stored sealed; in the clear it is only on its way there, and in rows that an early version wrote.
 */
export interface InstanceSpec extends PrivateSpec {
  name: string;
  plan: Candidate[];
  gpuNum: number;
  /** GB. */
  rootfsSize: number;
  imageUrl: string;
  imageAuthId?: string | undefined;
  ports: PortSpec[];
  probes: Probe[];
  networkId?: string | undefined;
  /** Network storages: `Id` as the cloud spells it. */
  networkStorages: { Id: string; mountPoint: string }[];
  minCudaVersion?: string | undefined;
  /** The private part as JSON, encrypted; see `sealSpec`. */
  sealed?: string | undefined;
  /** Labels of the user; told in every event. */
  metadata: Record<string, string>;
}

/** The longest an instance may stay in each phase on its way up, in milliseconds. */
export interface PhaseLimits {
  /** Until the cloud starts to pull the image. */
  queuedMs: number;
  pullingMs: number;
  startingMs: number;
  /** From `running` until every probe has passed. */
  probingMs: number;
}

/** Rules that are fixed for an instance when it is requested. */
export interface Limits extends PhaseLimits {
  /** How long a create call whose answer was lost may still appear in the list of the cloud, in milliseconds. */
  createSettleMs: number;
  /** How often a create call is sent at most for each place. */
  createAttempts: number;
  /** How long an accepted action may stay without effect before it is sent again, in milliseconds. */
  confirmMs: number;
}

/** What the server promises beside the way up. Times are milliseconds; null: not asked for. */
export interface Promises {
  /** Stopped when this has passed since it was last asked up. */
  stopAfterMs: number | null;
  /** Deleted when this has passed since it was requested. */
  deleteAfterMs: number | null;
  /** Stopped when nobody has used it for a time. */
  idle: IdleRule | null;
  /** Stopped when it has cost this much, in 1/100000 USD. */
  maxCost: number | null;
  /** What follows when the cloud takes a spot instance back. */
  onReclaim: 'keep' | 'recreate';
}

export interface IdleRule {
  /** Milliseconds without use, a heartbeat or a busy GPU, after which it is stopped. */
  stopAfterMs: number;
  /** Milliseconds after `running` in which it is never idle. */
  graceMs: number;
  /** A GPU at this utilisation or above counts as use, in percent; null: heartbeats alone count. */
  gpuBusyPercent: number | null;
}

/**
 * Where the create call stands.
 * - `idle`: not sent, or surely refused;
 * - `sending`: written down before it is sent, so that a crash in between is known to have perhaps created something;
 * - `unclear`: no clear answer; only a search may end this;
 * - `done`: the id in the cloud is known.
 */
type CreateStage = 'idle' | 'sending' | 'unclear' | 'done';

/** What the server has to do next for an instance. At most one piece of work is outstanding. */
export interface Work {
  type:
    | 'choose'
    | 'create'
    | 'find'
    | 'look'
    | 'probe'
    | 'start'
    | 'restart'
    | 'stop'
    | 'delete'
    | 'delete_duplicate'
    | 'recreate'
    | 'measure';
  /** When it is due, in milliseconds since 1970. */
  at: number;
  /** How often it was tried before. */
  tries: number;
}

/** Address under which a port of the instance can be reached. */
export interface Endpoint {
  port: number;
  type: string;
  url: string;
}

/** One try of the plan that came to nothing. */
interface Try {
  /** Number of the candidate in the plan, from 0. */
  candidate: number;
  /** Null when the candidate could not be worked out to a product. */
  target: Target | null;
  /** When it was given up, in milliseconds since 1970. */
  at: number;
  cause: Cause;
}

/** Compute time at one price. */
export interface Spent {
  /** 1/100000 USD an hour; null while the cloud has not told it. */
  hourlyPrice: number | null;
  ms: number;
}

/** An instance with all that its life so far has left behind. Plain data: it is stored as JSON. */
export interface Instance {
  id: string;
  /** The API key that asked for it. */
  owner: string;
  spec: InstanceSpec;
  limits: Limits;
  promises: Promises;
  /** Name in the cloud: the requested name and a part that no other instance has. */
  marker: string;
  state: InstanceState;
  /** When the state was entered, in milliseconds since 1970. */
  since: number;
  cause: Cause | null;
  createdAt: number;
  /** When it was last asked up, in milliseconds since 1970. */
  upSince: number;
  /** What the user wants. */
  goal: 'up' | 'stopped' | 'deleted';
  /** Number of the last event. */
  sequence: number;
  /** Where the plan stands: the candidate, what it was worked out to (null: not yet), and which of these is tried. */
  place: { candidate: number; targets: Target[] | null; target: number };
  /** Latest tries of the plan that came to nothing. */
  tries: Try[];
  /** Set while the present cloud instance is removed to make room for the next try. */
  isMovingOn: boolean;
  /** `since`: when the stage was entered, in milliseconds since 1970. `attempt`: how often the call was sent. */
  create: { stage: CreateStage; attempt: number; since: number };
  cloudId: string | null;
  /** Cloud instances that it had before, all of them gone. */
  formerCloudIds: string[];
  /** The cloud's own status, as last seen. */
  cloudStatus: string | null;
  /** Phase of that status. */
  cloudPhase: CloudPhase | null;
  /** What the cloud shows of its make-up, to tell a change from outside. */
  shape: Record<string, string> | null;
  /** Looks at the cloud that began before this time say nothing about the present; milliseconds since 1970. */
  touchedAt: number;
  /** When it was first missing from the list, if it is missing now. */
  missingSince: number | null;
  /** True once the cloud has nothing left that costs money. */
  released: boolean;
  /** Further cloud instances with our marker, to be deleted. */
  duplicates: string[];
  /** A start or restart that was asked for and has shown no effect yet; `isAccepted` once the cloud has taken the call. */
  pending: { action: 'start' | 'restart'; isAccepted: boolean } | null;
  /** The phase on the way up to which a deadline applies. */
  phase: { name: 'queued' | 'pulling' | 'starting' | 'probing'; since: number } | null;
  /** True once `running` was reached. */
  wasRunning: boolean;
  /** True once `ready` was reached. */
  wasReady: boolean;
  /** When `running` was last entered, in milliseconds since 1970. */
  runningSince: number | null;
  /** Latest sign of use, in milliseconds since 1970. */
  usedAt: number | null;
  /** When the GPU was last measured, in milliseconds since 1970. */
  measuredAt: number | null;
  /** When the cloud will take it back, in milliseconds since 1970, once it has said so. */
  reclaimAt: number | null;
  endpoints: Endpoint[];
  /** Number of probes that have passed, in order. */
  probesPassed: number;
  /** Result of the latest probe attempt, for the user. */
  probeDetail: string | null;
  billing: {
    /** 1/100000 USD per hour, once the cloud has told it. */
    hourlyPrice: number | null;
    /** Since when the meter runs at that price, or null while it stands. */
    startedAt: number | null;
    /** What was billed before `startedAt`. */
    spent: Spent[];
  };
  /** True once the user was told that most of `maxCost` is used. */
  isBudgetTold: boolean;
  /** True once the user was told that the present stop or removal has no effect. */
  isAlarmed: boolean;
  /** The instance that this one replaces, and the one that replaced it. */
  replaces: string | null;
  replacedBy: string | null;
  work: Work | null;
  /** When something falls due, in milliseconds since 1970, or null. */
  deadlineAt: number | null;
}
