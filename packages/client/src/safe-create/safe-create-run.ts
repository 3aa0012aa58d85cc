import { NovitaError, sleep } from '@novita-fleet/resilience';
import { ApiError } from '../errors/api-error.js';
import { mayHaveTakenEffect } from '../errors/effect.js';
import type { SafeCreateParts, SafeCreatePlan } from './create-plan.js';
import type { CreateTry } from './create-try.js';
import { CreateUnclearError } from './create-unclear-error.js';
import type { MarkedInstance, SafeCreateEvent, SafeCreateState } from './decide-create.js';
import { isAboutCandidate } from './refusal.js';

/** Carries out the steps of one safe create, and notes what came of each. */
export class SafeCreateRun {
  lastError: unknown;
  readonly #parts: SafeCreateParts;
  readonly #plan: SafeCreatePlan;
  /** One entry for each candidate that was tried. */
  readonly #notes: { attempts: number; reason: string | undefined }[] = [];

  constructor(parts: SafeCreateParts, plan: SafeCreatePlan) {
    this.#parts = parts;
    this.#plan = plan;
  }

  step(state: SafeCreateState & { kind: 'send' | 'search' }): Promise<SafeCreateEvent> {
    const number = state.candidate ?? 0;
    const { candidates, name, onProgress } = this.#plan;
    const before = this.#notes.reduce((sum, { attempts }) => sum + attempts, 0);
    onProgress?.({
      step: state.kind,
      attempt: state.kind === 'send' ? before + 1 : before,
      candidate: candidates[number] ?? {},
      name,
    });
    return state.kind === 'send' ? this.#send(number) : this.#search(state);
  }

  /** What came of the candidates that were tried. @param last - what came of the last one; the others were refused. */
  tries(last: CreateTry['outcome']): CreateTry[] {
    return this.#notes.map(({ attempts, reason }, index) => ({
      candidate: this.#plan.candidates[index] ?? {},
      outcome: index === this.#notes.length - 1 ? last : 'refused',
      reason,
      attempts,
    }));
  }

  async remove(id: string): Promise<{ id: string; deleted: boolean }> {
    try {
      await this.#parts.instances.delete(id);
      return { id, deleted: true };
    } catch {
      // The caller is told by the result; the instance that was asked for exists all the same.
      return { id, deleted: false };
    }
  }

  async #send(number: number): Promise<SafeCreateEvent> {
    const note = (this.#notes[number] ??= { attempts: 0, reason: undefined });
    note.attempts += 1;
    try {
      const request = this.#plan.requests[number];
      if (request === undefined) throw new RangeError(`there is no candidate ${number}`);
      const { id } = await this.#parts.instances.create(request, this.#callOptions);
      return { kind: 'accepted', id };
    } catch (error) {
      this.lastError = error;
      note.reason = reasonOf(error);
      if (mayHaveTakenEffect(error)) return { kind: 'unclear', at: this.#now };
      return { kind: 'refused', elsewhere: isAboutCandidate(error) };
    }
  }

  async #search({ nextAt }: SafeCreateState & { kind: 'search' }): Promise<SafeCreateEvent> {
    const { name, signal } = this.#plan;
    try {
      const delayMs = nextAt - this.#now;
      if (delayMs > 0) await sleep(this.#parts.clock, delayMs, signal);
      const began = this.#now;
      const found: MarkedInstance[] = [];
      for await (const item of this.#parts.instances.listAll({ name }, this.#callOptions)) {
        const isOurs = item.name === name && !GONE.includes(item.status);
        if (isOurs) found.push({ id: item.id, createdAt: item.createdAt?.getTime() });
      }
      return { kind: 'searched', began, at: this.#now, found };
    } catch (error) {
      if (signal?.aborted === true) throw new CreateUnclearError(name, this.tries('unclear'), { cause: error });
      this.lastError = error;
      return { kind: 'search_failed', at: this.#now };
    }
  }

  get #now(): number {
    return this.#parts.clock.monotonic();
  }

  get #callOptions(): { readonly signal?: AbortSignal } {
    const { signal } = this.#plan;
    return signal === undefined ? {} : { signal };
  }
}

/** On the way out: somebody else has deleted it. */
const GONE: readonly string[] = ['toRemove', 'removing', 'removed'];

function reasonOf(error: unknown): string {
  if (error instanceof ApiError && error.reason !== undefined) return error.reason;
  return error instanceof NovitaError ? error.code : 'unknown error';
}
