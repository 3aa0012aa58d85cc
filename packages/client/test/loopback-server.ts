import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as it was sent. */
  readonly bytes: Buffer;
}

export type Answer = (response: ServerResponse, seen: Seen, index: number) => void;

/** An HTTP server on loopback that remembers what it was asked. */
export class LoopbackServer {
  readonly seen: Seen[] = [];
  readonly sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(answer: Answer) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const bytes = Buffer.concat(chunks);
        const seen = { method, url, headers, body: bytes.toString(), bytes };
        answer(response, seen, this.seen.push(seen) - 1);
      });
    });
    this.#server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(answer: Answer): Promise<LoopbackServer> {
    const server = new LoopbackServer(answer);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Lets the event loop turn until a condition holds; the time limit of the test ends it otherwise. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Fails with the status the given number of times, then succeeds. */
export function failing(times: number, status: number, headers: Record<string, string> = {}): Answer {
  return (response, _seen, index) => {
    if (index < times) json(response, { code: status, reason: 'X', message: 'no' }, status, headers);
    else json(response, { ok: true });
  };
}
