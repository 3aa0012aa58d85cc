import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { htmlPage } from '../faults/error-answer.js';
import type { ExposedPort, Instance } from '../world/instance.js';

const HOST = '127.0.0.1';
const SSH_PORT = 22;
const SSH_BANNER = 'SSH-2.0-OpenSSH_9.6\r\n';

interface Listener {
  readonly instance: Instance;
  readonly exposed: ExposedPort;
  readonly server: TcpServer;
  readonly sockets: Set<Socket>;
  /** The loopback port that the system gave. */
  readonly localPort: number;
}

/**
 * Makes the ports of instances reachable on loopback. Every exposed port has a small TCP listener of its own; one
 * HTTP server, which itself listens nowhere, serves the connections of all HTTP ports.
 */
export class PortGateway {
  readonly #isUp: (instance: Instance) => boolean;
  readonly #http: Server;
  readonly #byInstance = new Map<string, Map<number, Listener>>();
  readonly #byLocalPort = new Map<number, Listener>();
  #isClosed = false;

  /** @param isUp - whether the program behind the ports answers right now. */
  constructor(isUp: (instance: Instance) => boolean) {
    this.#isUp = isUp;
    this.#http = createHttpServer((request, response) => this.#answer(request, response));
  }

  /**
   * Opens a listener for each port that is exposed, or will be after an edit; those that are open stay as they are.
   * Resolves when all of them accept connections.
   */
  async open(instance: Instance): Promise<void> {
    const wanted = [...instance.spec.ports, ...instance.comingPorts];
    const missing = wanted.filter((exposed) => !this.#isOpen(instance, exposed));
    await Promise.all(missing.map((exposed) => this.#listen(instance, exposed)));
  }

  /** Closes the ports that an edit has taken away. */
  trim(instance: Instance): void {
    const listeners = this.#byInstance.get(instance.id);
    const kept = [...instance.spec.ports, ...instance.comingPorts];
    for (const [port, listener] of listeners ?? []) {
      const isKept = kept.some((exposed) => exposed.port === port && exposed.type === listener.exposed.type);
      if (isKept) continue;
      this.#shut(listener);
      listeners?.delete(port);
    }
  }

  /** Address of a port: a URL for HTTP, host and port for TCP; `undefined` while nothing listens. */
  endpointOf(instance: Instance, exposed: ExposedPort): string | undefined {
    const listener = this.#byInstance.get(instance.id)?.get(exposed.port);
    if (listener === undefined) return undefined;
    return exposed.type === 'http' ? `http://${HOST}:${listener.localPort}` : `${HOST}:${listener.localPort}`;
  }

  /** Ends the TCP connections of an instance; its ports stay open. HTTP connections live on and carry 502. */
  cut(instance: Instance): void {
    for (const { exposed, sockets } of this.#byInstance.get(instance.id)?.values() ?? []) {
      if (exposed.type === 'tcp') destroyAll(sockets);
    }
  }

  /** Closes all ports of an instance for good. */
  release(instance: Instance): void {
    for (const listener of this.#byInstance.get(instance.id)?.values() ?? []) this.#shut(listener);
    this.#byInstance.delete(instance.id);
  }

  /** Closes everything; resolves when no port is open any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const listeners = [...this.#byLocalPort.values()];
    this.#byLocalPort.clear();
    this.#byInstance.clear();
    await Promise.all(
      listeners.map(async ({ server, sockets }) => {
        destroyAll(sockets);
        await new Promise((resolve) => server.close(resolve));
      }),
    );
  }

  #isOpen(instance: Instance, { port, type }: ExposedPort): boolean {
    return this.#byInstance.get(instance.id)?.get(port)?.exposed.type === type;
  }

  #shut(listener: Listener): void {
    this.#byLocalPort.delete(listener.localPort);
    listener.server.close();
    destroyAll(listener.sockets);
  }

  async #listen(instance: Instance, exposed: ExposedPort): Promise<void> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      if (exposed.type === 'http') this.#http.emit('connection', socket);
      else this.#greet(instance, exposed, socket);
    });
    // A forgotten simulator must not keep its process alive by the ports of its instances.
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, HOST, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const isReleased = instance.presence !== 'visible' || instance.status === 'removed';
    if (this.#isClosed || isReleased) {
      server.close();
      return;
    }
    const { port: localPort } = server.address() as AddressInfo;
    const listener: Listener = { instance, exposed, server, sockets, localPort };
    this.#byLocalPort.set(localPort, listener);
    const ports = this.#byInstance.get(instance.id) ?? new Map<number, Listener>();
    // Another protocol on the same port takes its place.
    const former = ports.get(exposed.port);
    if (former !== undefined) this.#shut(former);
    this.#byInstance.set(instance.id, ports.set(exposed.port, listener));
  }

  /** A TCP port speaks first only for SSH; others accept and stay silent, which is enough for a connect probe. */
  #greet(instance: Instance, exposed: ExposedPort, socket: Socket): void {
    if (!this.#isUp(instance)) {
      socket.destroy();
      return;
    }
    socket.resume();
    if (exposed.port === SSH_PORT) socket.write(SSH_BANNER);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const listener = this.#byLocalPort.get(request.socket.localPort ?? 0);
    if (listener !== undefined && this.#isUp(listener.instance)) {
      const body = { ok: true, instanceId: listener.instance.id, port: listener.exposed.port };
      reply(response, 200, 'application/json', JSON.stringify(body));
    } else {
      reply(response, 502, 'text/html; charset=utf-8', htmlPage(502));
    }
  }
}

function reply(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    // Probes are far apart; thousands of ports must not each hold an idle connection.
    connection: 'close',
  });
  response.end(body);
}

function destroyAll(sockets: Iterable<Socket>): void {
  for (const socket of [...sockets]) socket.destroy();
}
