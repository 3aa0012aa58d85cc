/** What a probe found. A probe that does not pass is a result, not an error. */
export interface ProbeResult {
  readonly passed: boolean;
  /** In short, for people: `HTTP 502 instead of 200`, `ECONNREFUSED`, `SSH-2.0-OpenSSH_9.6`. */
  readonly detail: string;
}
