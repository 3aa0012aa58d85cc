/*
 * What values of the cloud mean, written for the tests alone: the readers of the client are what is tested.
 */

/** A number, or its digits. */
export function numberOf(value: string | number | undefined): number | undefined {
  return value === undefined || value === '' ? undefined : Number(value);
}

/** Unix seconds; 0 and -1 stand for none. */
export function dateOf(seconds: string | number | undefined): Date | undefined {
  return Number(seconds ?? 0) > 0 ? new Date(Number(seconds) * 1000) : undefined;
}

/** @param scale - decimal places of the amount. */
export function moneyOf(amount: string | number | undefined, scale: number) {
  return amount === undefined ? undefined : { amount: Number(amount), scale, currency: 'USD' };
}

/** An empty text stands for none. */
export function textOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
