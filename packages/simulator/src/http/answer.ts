/** An HTTP answer before it is sent. */
export interface Answer {
  readonly status: number;
  /** The exact text of the body; empty for none. */
  readonly body: string;
  /** `content-type`; absent for no body. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends only so many bytes of the body it has announced, then cuts the connection. */
  readonly cutAfterBytes?: number;
  /** Sends the body in pieces of so many bytes, each so many real milliseconds after the one before. */
  readonly drip?: { readonly bytes: number; readonly everyMs: number };
}

/** What the caller gets in the end. */
export type Outcome =
  | { readonly type: 'answer'; readonly answer: Answer }
  /** The connection is reset without an answer. */
  | { readonly type: 'reset' };

const JSON_TYPE = 'application/json';

export function jsonAnswer(body: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(body), contentType: JSON_TYPE };
}

/** Success without a body, as some v1 actions answer. */
export const EMPTY_ANSWER: Answer = { status: 200, body: '' };
