import type { AbortListener, Random } from '@novita-fleet/resilience';
import { AbortedError } from '../errors/call-errors.js';
import {
  InstanceFailedError,
  WaitTimeoutError,
  type SeenStatus,
  type WaitErrorDetails,
} from '../errors/wait-errors.js';
import { redactText } from '../redaction.js';
import { Instance } from '../resources/instance.js';
import { beginWait, deadlineOf, decideWait } from './decide-wait.js';
import { lookDelayMs } from './look-delay.js';
import { Probing, type ProbeOutcome, type ProbingHost } from './probing.js';
import type { ResolvedWait, WaitProgress } from './wait-options.js';
import type { OpenWait, WaitObservation, WaitState } from './wait-state.js';

/** How a wait ended. `instance` is the last sight of it. */
export type WaitEnd =
  | { readonly kind: 'reached'; readonly at: Date; readonly instance: Instance }
  | {
      readonly kind: 'failed' | 'timeout';
      readonly at: Date;
      readonly error: Error;
      readonly instance: Instance | undefined;
    };

/** What a wait needs of what it belongs to. */
export interface WaitHost extends ProbingHost {
  readonly random: Random;
  /** Told whenever the moment at which the wait must be woken may have changed. */
  readonly onMoved: (wait: Wait) => void;
  /** Told once, before anybody else learns of the end. */
  readonly onEnded: (wait: Wait) => void;
}

/** A look shortly before a deadline, so that what is decided then rests on something fresh. */
const LAST_LOOK_MS = 2_000;

/** One wait: hands what is learnt to `decideWait`, has the probes tried, and tells what comes of it. */
export class Wait implements AbortListener {
  readonly id: string;
  readonly signal: AbortSignal | undefined;
  /** When this wait wants the next look at the cloud, in milliseconds of the monotonic clock. */
  lookAt: number;
  readonly #settings: ResolvedWait;
  readonly #host: WaitHost;
  readonly #onEnd: (end: WaitEnd) => void;
  readonly #probing: Probing;
  /** What to add to the monotonic clock for milliseconds since 1970. */
  readonly #epoch: number;
  #state: WaitState;
  #instance: Instance | undefined;
  /** Looks in a row that brought nothing new. */
  #looks = 0;
  #isOver = false;

  constructor(id: string, settings: ResolvedWait, host: WaitHost, onEnd: (end: WaitEnd) => void) {
    const now = host.clock.monotonic();
    this.id = id;
    this.signal = settings.signal;
    this.lookAt = now;
    this.#settings = settings;
    this.#host = host;
    this.#onEnd = onEnd;
    this.#probing = new Probing(settings.probes, host, (outcome) => this.#probed(outcome));
    this.#epoch = host.clock.now() - now;
    this.#state = beginWait(settings.rules, now);
  }

  /** What the next look should be. */
  get wants(): OpenWait['wants'] {
    return this.#state.kind === 'waiting' ? this.#state.wants : 'any';
  }

  /** When it must be woken whatever the looks tell: at a deadline, or for a probe. */
  get wakeAt(): number {
    if (this.#state.kind !== 'waiting') return Infinity;
    return Math.min(deadlineOf(this.#state), this.#probing.dueAt(this.#state));
  }

  /** The cloud shows the instance. @param began - when the look began, in milliseconds of the monotonic clock. */
  seen(instance: Instance, by: 'list' | 'id', began: number): void {
    if (this.#state.kind !== 'waiting') return;
    this.#instance = instance;
    this.#probing.learn(instance);
    this.#observe({
      ...{ kind: 'seen', by, began, status: instance.status },
      error: errorOf(instance),
      reclaimed: isReclaimed(instance),
      addressKnown: this.#probing.hasAddress(this.#state.probesPassed),
    });
  }

  /** A complete list, or a look by id, does not know the instance. */
  absent(by: 'list' | 'id', began: number): void {
    this.#observe({ kind: 'absent', by, began });
  }

  /** The cloud could not be looked at. */
  lookFailed(error: Error): void {
    this.#tell({ kind: 'look_failed', error, at: this.#date(this.#now) });
  }

  /** Sets the time of the next look, after one that has ended. */
  pace(): void {
    if (this.#state.kind !== 'waiting') return;
    const next = this.#now + lookDelayMs(this.#looks, this.#settings.maxPollMs, this.#host.random);
    this.#looks += 1;
    const last = deadlineOf(this.#state) - LAST_LOOK_MS;
    this.lookAt = last > this.#now ? Math.min(next, last) : next;
  }

  /** Time has passed: a deadline or a probe may be due. */
  wake(): void {
    this.#observe({ kind: 'tick' });
  }

  /** Ends the wait with an error that no state of the instance explains. */
  fail(error: Error): void {
    this.#end({ kind: 'failed', at: this.#date(this.#now), error, instance: this.#instance });
  }

  /** Ends the wait without a word. */
  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#probing.close();
    this.#host.onEnded(this);
  }

  onAbort(signal: AbortSignal): void {
    this.fail(new AbortedError(false, { cause: signal.reason }));
  }

  get #now(): number {
    return this.#host.clock.monotonic();
  }

  #date(at: number): Date {
    return new Date(this.#epoch + at);
  }

  #observe(observation: WaitObservation): void {
    const before = this.#state;
    if (this.#isOver || before.kind !== 'waiting') return;
    const after = decideWait(before, observation, this.#now);
    this.#state = after;
    if (after.history !== before.history) this.#looks = 0;
    if (after.kind !== 'waiting') {
      this.#finish(after);
      return;
    }
    const isFirst = before.history.length === 0 && after.history.length > 0;
    if (after.phase !== before.phase || isFirst) this.#tellPhase(after);
    this.#goOn(after);
  }

  #goOn(state: OpenWait): void {
    // Whoever was told of the phase may have ended the wait.
    if (this.#isOver) return;
    this.#probing.tryDue(state);
    this.#host.onMoved(this);
  }

  #probed({ probe, number, state, passed, detail }: ProbeOutcome): void {
    this.#tell({ kind: 'probe', probe, passed, detail, at: this.#date(this.#now) });
    // It tells of the instance as it was then; one that has restarted since is to be probed anew.
    const isSame = this.#state.kind === 'waiting' && this.#state.timed === state.timed;
    this.#observe(isSame ? { kind: 'probed', probe: number, passed, detail } : { kind: 'tick' });
  }

  #tellPhase({ phase, history }: OpenWait): void {
    const last = history.at(-1);
    if (last === undefined || this.#instance === undefined) return;
    this.#tell({ kind: 'phase', phase, status: last.status, at: this.#date(this.#now), instance: this.#instance });
  }

  #tell(progress: WaitProgress): void {
    if (this.#isOver) return;
    try {
      this.#settings.onProgress?.(progress);
    } catch (error) {
      // Others wait beside this one; it alone must end.
      this.fail(error instanceof Error ? error : new TypeError('`onProgress` threw no error', { cause: error }));
    }
  }

  #finish(state: Exclude<WaitState, OpenWait>): void {
    const at = this.#date(this.#now);
    const instance = this.#instance;
    const details: WaitErrorDetails = {
      instanceId: this.id,
      until: state.rules.until,
      phase: state.phase,
      history: state.history.map((entry): SeenStatus => ({ ...entry, at: this.#date(entry.at) })),
    };
    if (state.kind === 'reached') {
      this.#end({ kind: 'reached', at, instance: instance ?? new Instance({ id: this.id, status: 'removed' }) });
    } else if (state.kind === 'failed') {
      const error = new InstanceFailedError(details, state.reason, state.message);
      this.#end({ kind: 'failed', at, error, instance });
    } else {
      const error = new WaitTimeoutError(details, state.limit, state.limitMs, state.probeDetail ?? undefined);
      this.#end({ kind: 'timeout', at, error, instance });
    }
  }

  #end(end: WaitEnd): void {
    if (this.#isOver) return;
    this.stop();
    this.#onEnd(end);
  }
}

function errorOf({ statusError }: Instance): string | null {
  const texts = [statusError?.state, statusError?.message].filter((text) => text !== undefined);
  return texts.length === 0 ? null : redactText(texts.join(': '));
}

/** Novita page gpu-instance-list-instances: a reclaim time, or a spot status past `notified`, tells of a reclaim. */
function isReclaimed({ spotStatus, spotReclaimTime }: Instance): boolean {
  return spotStatus === 'reclaiming' || spotStatus === 'terminated' || spotReclaimTime !== undefined;
}
