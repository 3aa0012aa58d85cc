import type { Instance, Schemas } from '../api/schemas.js';
import { durationText, parseDuration } from '../time/duration-text.js';

/** The fields of the form, as typed. */
export interface PromisesForm {
  readonly maxCost: string;
  readonly stopAfter: string;
}

export type PromisesErrors = Partial<Record<keyof PromisesForm, string>>;

/** What the form shows at first. */
export function formOf({ promises }: Instance): PromisesForm {
  const { maxCost, stopAfterMs } = promises;
  return {
    maxCost: maxCost === null ? '' : String(maxCost.amount / 10 ** maxCost.scale),
    stopAfter: stopAfterMs === null ? '' : durationText(stopAfterMs),
  };
}

/** What is asked of the server; nothing for a field that was left as it was. */
export function changeOf(
  form: PromisesForm,
  before: PromisesForm,
): { readonly change: Schemas['ChangeInstanceRequest']; readonly errors: PromisesErrors } {
  const errors: PromisesErrors = {};
  const change: Schemas['ChangeInstanceRequest'] = {};
  const maxCost = form.maxCost.trim().replace(/^\$/, '');
  if (form.maxCost !== before.maxCost) {
    if (maxCost === '') change.maxCost = null;
    else if (/^\d{1,9}(?:\.\d{1,5})?$/.test(maxCost)) change.maxCost = maxCost;
    else errors.maxCost = 'Must be an amount of US dollars such as 25 or 12.50.';
  }
  if (form.stopAfter !== before.stopAfter) {
    const ms = parseDuration(form.stopAfter);
    if (form.stopAfter.trim() === '') change.stopAfterMs = null;
    else if (ms !== undefined && ms >= 1_000) change.stopAfterMs = ms;
    else errors.stopAfter = 'Must be a time such as 90m, 8h or 2d 12h.';
  }
  return { change, errors };
}
