export { sleep, systemClock, type Clock, type Timer } from './clock.js';
export { ERROR_CODES, type ErrorArea, type ErrorCode, type ErrorCodeEntry } from './error-codes.js';
export { NovitaError } from './novita-error.js';
export type { Random } from './random.js';
