import { LoopbackServer, type Seen } from '../loopback-server.js';

/** A request and its answer as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** Names and values, decoded. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed from JSON; undefined for no body. */
  readonly body: unknown;
  readonly status: number;
  /** Parsed from JSON; undefined for no body. */
  readonly answer: unknown;
}

/** Stands between a client and a server, and keeps what they say to each other. */
export class RecordingProxy {
  readonly #exchanges: Exchange[] = [];
  readonly #server: LoopbackServer;

  private constructor(server: LoopbackServer) {
    this.#server = server;
  }

  /** @param target - base URL of the server. */
  static async start(target: string): Promise<RecordingProxy> {
    const server = await LoopbackServer.start((response, seen) => {
      void forward(target, seen).then(
        ({ exchange, text, contentType }) => {
          proxy.#exchanges.push(exchange);
          response.writeHead(exchange.status, contentType === null ? {} : { 'content-type': contentType });
          response.end(text);
        },
        () => response.destroy(),
      );
    });
    const proxy: RecordingProxy = new RecordingProxy(server);
    return proxy;
  }

  get url(): string {
    return this.#server.url;
  }

  /** What was said since the last time. */
  take(): Exchange[] {
    return this.#exchanges.splice(0);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

async function forward(target: string, { method, url, headers, body }: Seen) {
  const { authorization = '', 'content-type': type = '' } = headers;
  const answer = await fetch(target + url, {
    method,
    headers: { authorization, ...(type !== '' && { 'content-type': type }) },
    ...(body !== '' && { body }),
  });
  const text = await answer.text();
  const { pathname, searchParams } = new URL(url, target);
  const exchange: Exchange = {
    method,
    path: pathname,
    query: [...searchParams],
    headers,
    body: parsed(body),
    status: answer.status,
    answer: parsed(text),
  };
  return { exchange, text, contentType: answer.headers.get('content-type') };
}

function parsed(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
