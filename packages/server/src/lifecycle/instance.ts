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

/** A check that turns `running` into `ready`. */
interface HttpProbe {
  type: 'http';
  /** Port inside the container; must be one of the exposed http ports. */
  port: number;
  path: string;
  /** The status that the answer must have. */
  expectStatus: number;
  /** Text that the body must contain, if given. */
  expectBody?: string | undefined;
  /** Milliseconds between two attempts. */
  intervalMs: number;
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
}

/** What the user asked for. Names follow the create call of the cloud where it has the same field. */
export interface InstanceSpec {
  name: string;
  productId: string;
  gpuNum: number;
  /** GB. */
  rootfsSize: number;
  imageUrl: string;
  imageAuthId?: string | undefined;
  clusterId?: string | undefined;
  billingMode: 'onDemand' | 'spot';
  command?: string | undefined;
  entrypoint?: string | undefined;
  envs: { key: string; value: string }[];
  ports: PortSpec[];
  probes: HttpProbe[];
}

/** The longest an instance may stay in each phase on its way up, in milliseconds. */
interface PhaseLimits {
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
  /** How often a create call is sent at most. */
  createAttempts: number;
  /** How long an accepted stop or delete may stay without effect before it is sent again, in milliseconds. */
  confirmMs: number;
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
  type: 'create' | 'find' | 'look' | 'probe' | 'stop' | 'delete' | 'delete_duplicate';
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

/** An instance with all that its life so far has left behind. Plain data: it is stored as JSON. */
export interface Instance {
  id: string;
  spec: InstanceSpec;
  limits: Limits;
  /** Name in the cloud: the requested name and a part that no other instance has. */
  marker: string;
  state: InstanceState;
  /** When the state was entered, in milliseconds since 1970. */
  since: number;
  cause: Cause | null;
  createdAt: number;
  /** What the user wants. */
  goal: 'up' | 'stopped' | 'deleted';
  /** Number of the last event. */
  sequence: number;
  /** `since`: when the stage was entered, in milliseconds since 1970. `attempt`: how often the call was sent. */
  create: { stage: CreateStage; attempt: number; since: number };
  cloudId: string | null;
  /** The cloud's own status, as last seen. */
  cloudStatus: string | null;
  /** Phase of that status. */
  cloudPhase: CloudPhase | null;
  /** Looks at the cloud that began before this time say nothing about the present; milliseconds since 1970. */
  touchedAt: number;
  /** When it was first missing from the list, if it is missing now. */
  missingSince: number | null;
  /** True once the cloud has nothing left that costs money. */
  released: boolean;
  /** Further cloud instances with our marker, to be deleted. */
  duplicates: string[];
  /** The phase on the way up to which a deadline applies. */
  phase: { name: 'queued' | 'pulling' | 'starting' | 'probing'; since: number } | null;
  /** True once `running` was reached. */
  wasRunning: boolean;
  endpoints: Endpoint[];
  /** Number of probes that have passed, in order. */
  probesPassed: number;
  /** Result of the latest probe attempt, for the user. */
  probeDetail: string | null;
  billing: {
    /** 1/100000 USD per hour, once the cloud has told it. */
    hourlyPrice: number | null;
    /** Milliseconds billed before `startedAt`. */
    accruedMs: number;
    /** Since when the meter runs, or null while it stands. */
    startedAt: number | null;
  };
  work: Work | null;
  /** When a deadline falls due, in milliseconds since 1970, or null. */
  deadlineAt: number | null;
}
