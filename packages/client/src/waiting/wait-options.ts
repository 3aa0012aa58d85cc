import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import { checkProbes, type InstanceProbe } from '../probes/instance-probe.js';
import type { Instance } from '../resources/instance.js';
import type { PhaseDeadlines, WaitGoal, WaitPhase, WaitRules } from './wait-state.js';

/**
 * How to wait for an instance.
 *
 * @example
 * ```ts
 * import {
 *   NovitaApiService,
 *   NovitaClient,
 *   type HttpExpectation,
 *   type InstanceProbe,
 *   type PhaseDeadlines,
 *   type WaitOptions,
 * } from '@novita-fleet/client';
 *
 * const healthy: HttpExpectation = { path: '/health', expectBody: '"ok":true' };
 * const probes: readonly InstanceProbe[] = [{ type: 'http', port: 8188, intervalMs: 5_000, ...healthy }, { type: 'ssh' }];
 * const phaseDeadlines: Partial<PhaseDeadlines> = { pullingMs: 90 * 60_000 }; // a large image
 * const options: WaitOptions = { probes, phaseDeadlines, timeoutMs: 2 * 60 * 60_000 };
 * await new NovitaApiService(new NovitaClient()).waitForInstance('3560b7fec915bbf9', options);
 * ```
 */
export interface WaitOptions {
  /** What to wait for. Default `ready`, which is `running` when there are no probes. */
  readonly until?: WaitGoal;
  /** What must answer, one after the other, before the instance is ready. Default: nothing. */
  readonly probes?: readonly InstanceProbe[];
  /**
   * The longest that the instance may stay in each phase on its way up, in milliseconds; `Infinity` for no end.
   * Defaults: queued 10, pulling 45, starting 10, probing 10 minutes.
   */
  readonly phaseDeadlines?: Partial<PhaseDeadlines>;
  /** Time for the whole wait, in milliseconds. Default `Infinity`. */
  readonly timeoutMs?: number;
  /** Longest time between two looks at the cloud, in milliseconds, at least 1,000. Default 30,000. */
  readonly maxPollMs?: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** Told what happens on the way. Must not throw: the wait would end with what it throws. */
  readonly onProgress?: (progress: WaitProgress) => void;
}

/**
 * The instance has entered another phase, or was seen for the first time.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type PhaseChange, type WaitGoal, type WaitPhase } from '@novita-fleet/client';
 *
 * const enteredAt = new Map<WaitPhase, Date>();
 * const note = ({ phase, at }: PhaseChange): void => {
 *   if (!enteredAt.has(phase)) enteredAt.set(phase, at);
 * };
 * const until: WaitGoal = 'running';
 * await new NovitaApiService(new NovitaClient()).waitForInstance('3560b7fec915bbf9', {
 *   until,
 *   onProgress: (progress) => {
 *     if (progress.kind === 'phase') note(progress);
 *   },
 * });
 * console.log(enteredAt);
 * ```
 */
export interface PhaseChange {
  readonly kind: 'phase';
  readonly phase: WaitPhase;
  /** The status in the words of the cloud. */
  readonly status: string;
  readonly at: Date;
  readonly instance: Instance;
}

/**
 * What a wait tells on the way.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type WaitProgress } from '@novita-fleet/client';
 *
 * function lineOf(progress: WaitProgress): string {
 *   switch (progress.kind) {
 *     case 'phase':
 *       return `it is ${progress.phase}`;
 *     case 'probe':
 *       return `${progress.probe.type}: ${progress.detail}`;
 *     case 'look_failed':
 *       return progress.error.message;
 *   }
 * }
 *
 * const novita = new NovitaApiService(new NovitaClient());
 * const onProgress = (progress: WaitProgress): void => console.log(lineOf(progress));
 * await novita.waitForInstance('3560b7fec915bbf9', { probes: [{ type: 'ssh' }], onProgress });
 * ```
 */
export type WaitProgress =
  | PhaseChange
  /** A probe was tried. */
  | {
      readonly kind: 'probe';
      readonly probe: InstanceProbe;
      readonly passed: boolean;
      readonly detail: string;
      readonly at: Date;
    }
  /** The cloud could not be looked at, after all attempts of the client; the wait goes on. */
  | { readonly kind: 'look_failed'; readonly error: Error; readonly at: Date };

/** Options checked, with every default filled in. */
export interface ResolvedWait {
  readonly rules: WaitRules;
  readonly probes: readonly InstanceProbe[];
  readonly maxPollMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: WaitProgress) => void) | undefined;
}

const MINUTE_MS = 60_000;

const PHASE_DEADLINES: PhaseDeadlines = {
  queuedMs: 10 * MINUTE_MS,
  pullingMs: 45 * MINUTE_MS,
  startingMs: 10 * MINUTE_MS,
  probingMs: 10 * MINUTE_MS,
};

/** As long as lists of the cloud may lag behind. */
const CONFIRM_MS = 30_000;

/** @throws InvalidArgumentError naming the option, the value and what is allowed. */
export function resolveWait(owner: string, options: WaitOptions): ResolvedWait {
  checkKnownOptions(owner, options, OPTION_NAMES);
  const { until = 'ready', signal, onProgress } = options;
  if (!GOALS.includes(until)) {
    throw new InvalidArgumentError('until', `"until" must be one of ${GOALS.join(', ')}`);
  }
  const probes = checkProbes(options.probes ?? []);
  if (probes.length > 0 && until !== 'ready') {
    throw new InvalidArgumentError('probes', `"probes" are only tried until "ready", not until "${until}"`);
  }
  const rules: WaitRules = {
    until,
    probes: probes.length,
    phaseDeadlines: resolvePhaseDeadlines(owner, options.phaseDeadlines ?? {}),
    timeoutMs: checkNumber('timeoutMs', options.timeoutMs ?? Infinity, { min: 1, max: Infinity }),
    confirmMs: CONFIRM_MS,
  };
  const maxPollMs = checkNumber('maxPollMs', options.maxPollMs ?? 30_000, { min: 1_000 });
  return { rules, probes, maxPollMs, signal, onProgress };
}

function resolvePhaseDeadlines(owner: string, given: Partial<PhaseDeadlines>): PhaseDeadlines {
  checkKnownOptions(owner, given, Object.keys(PHASE_DEADLINES), 'phaseDeadlines.');
  const resolve = (name: keyof PhaseDeadlines): number =>
    checkNumber(`phaseDeadlines.${name}`, given[name] ?? PHASE_DEADLINES[name], { min: 1, max: Infinity });
  return {
    queuedMs: resolve('queuedMs'),
    pullingMs: resolve('pullingMs'),
    startingMs: resolve('startingMs'),
    probingMs: resolve('probingMs'),
  };
}

const GOALS: readonly WaitGoal[] = ['running', 'ready', 'stopped', 'deleted'];

const OPTION_NAMES: readonly (keyof WaitOptions)[] = [
  'until',
  'probes',
  'phaseDeadlines',
  'timeoutMs',
  'maxPollMs',
  'signal',
  'onProgress',
];
