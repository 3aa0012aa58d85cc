/*
 * What values of the cloud mean, written for the tests alone: the readers of the client are what is tested.
 */

type Digits = string | number | undefined;

/** A number, or its digits. */
export function numberOf(value: Digits): number | undefined {
  return value === undefined || value === '' ? undefined : Number(value);
}

/** Unix seconds; 0 and -1 stand for none. */
export function dateOf(seconds: Digits): Date | undefined {
  return Number(seconds ?? 0) > 0 ? new Date(Number(seconds) * 1000) : undefined;
}

/** @param scale - decimal places of the amount. */
export function moneyOf(amount: Digits, scale: number) {
  return amount === undefined ? undefined : { amount: Number(amount), scale, currency: 'USD' };
}

/** An empty text stands for none. */
export function textOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

interface RawMount {
  readonly type?: string;
  readonly id?: string;
  readonly mountPath?: string;
  readonly size?: Digits;
}

export function mountsOf(mounts: readonly RawMount[] = []) {
  return mounts.map(({ type, id, mountPath, size }) => ({ type, storageId: id, mountPath, sizeGb: numberOf(size) }));
}

/** What went wrong; undefined when both texts are empty. */
export function errorOf(code: string | undefined, message: string | undefined) {
  const error = { code: textOf(code), message: textOf(message) };
  return error.code === undefined && error.message === undefined ? undefined : error;
}
