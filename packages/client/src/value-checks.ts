import { InvalidArgumentError } from '@novita-fleet/resilience';

/*
 * Checks of values that a caller without types may get wrong. A word such as `'false'` would count as true, and a call
 * that spends money would be repeated. None of them shows the value.
 */

/** @throws InvalidArgumentError when it is there and no boolean. */
export function checkBoolean<T extends boolean | undefined>(name: string, value: T): T {
  return checkType(name, value, value === undefined || typeof value === 'boolean', 'true or false');
}

/** @throws InvalidArgumentError when it is there and no function. */
export function checkFunction<T>(name: string, value: T): T {
  return checkType(name, value, value === undefined || typeof value === 'function', 'a function');
}

/** @throws InvalidArgumentError when it is there and lacks one of the methods. */
export function checkMethods<T>(name: string, value: T, methods: readonly string[]): T {
  const has = (method: string): boolean =>
    typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function';
  const fits = value === undefined || methods.every(has);
  return checkType(name, value, fits, `an object with the methods ${methods.join(', ')}`);
}

function checkType<T>(name: string, value: T, fits: boolean, what: string): T {
  if (fits) return value;
  const type = value === null ? 'null' : typeof value;
  throw new InvalidArgumentError(name, `"${name}" must be ${what}, got a value of type ${type}`);
}
