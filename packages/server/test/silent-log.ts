import type { Log } from '../src/telemetry/log.js';

/** A log that keeps what it is told, for tests that look, and shows nothing. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  readonly info = (_fields: object, message: string): void => void this.lines.push(message);
  readonly warn = this.info;
  readonly error = this.info;
  readonly debug = this.info;
}
