// Starts our programs as a user does, asks them, and looks at what they cost. Used by the benches that need a whole fleet.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@novita-fleet/testkit';

/** Linux counts the CPU time of other processes in these. */
const TICK_MS = 10;

/** Programs of one bench, with a folder of their own; both are gone after `close`, and after `maxSeconds` at the latest. */
export class Programs {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
  #children = [];
  #limit;

  constructor(maxSeconds) {
    this.#limit = setTimeout(() => {
      console.error(`not done after ${maxSeconds} s`);
      process.exitCode = 1;
      for (const child of this.#children) child.kill('SIGKILL');
    }, maxSeconds * 1_000);
  }

  /** Runs a script. Nobody reads what it says but who asks for a line. */
  start(args, env = {}) {
    const child = spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env.PATH, ...env },
    });
    this.#children.push(child);
    return child;
  }

  /** A simulated cloud. */
  async startSimulator(...options) {
    const child = this.start([programOf('simulator'), '--json', '--exit-with-stdin', ...options]);
    return { child, ...JSON.parse(await lineOf(child.stdout, () => true)) };
  }

  /** A fleet server for a simulated cloud; `apiKey` is undefined where it has one already. */
  async startServer({ baseUrl, apiKey: cloudKey }, settings = {}) {
    const began = performance.now();
    const port = await freePort();
    const child = this.start([programOf('server'), '--exit-with-stdin'], {
      NOVITA_API_KEY: cloudKey,
      NOVITA_BASE_URL: baseUrl,
      NOVITA_FLEET_PORT: String(port),
      NOVITA_FLEET_DATA_DIR: join(this.folder, 'data'),
      NOVITA_FLEET_REQUESTS_PER_MINUTE: '1000000',
      NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '1000000',
      ...settings,
    });
    let shown = '';
    child.stderr.on('data', (data) => (shown += data));
    await lineOf(child.stdout, (line) => line.includes('"msg":"listening"'));
    const startMs = performance.now() - began;
    return { child, startMs, url: `http://127.0.0.1:${port}`, apiKey: /nfk_\S+/.exec(shown)?.[0] };
  }

  async close() {
    clearTimeout(this.#limit);
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.#children.map(exitOf));
    rmSync(this.folder, { recursive: true });
  }
}

/** What `npm run build` has made of a command of ours. */
export function programOf(name) {
  return fileURLToPath(new URL(`../packages/${name}/dist/main.js`, import.meta.url));
}

/** Resolves when a process has ended. */
export function exitOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', resolve));
}

/** The first line of a stream that fits. The stream flows on: a full pipe would hold the program up. */
export function lineOf(stream, fits) {
  return new Promise((resolve, reject) => {
    let text = '';
    const listen = (data) => {
      text += data;
      const line = text.split('\n').slice(0, -1).find(fits);
      if (line === undefined) return;
      stream.off('data', listen);
      stream.resume();
      resolve(line);
    };
    stream.on('data', listen);
    stream.once('end', () => reject(new Error(`a process ended: ${text}`)));
  });
}

/** Sends requests by plain node:http, so that the caller takes as little of the machine as it can. */
export function sender(baseUrl, apiKey, inFlight) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) };
      const call = request(baseUrl + path, { method, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path} was answered with ${response.statusCode}: ${text}`));
        });
      });
      call.once('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** Calls `operation` with 1 to `count`, `inFlight` at a time. */
export async function inParallel(count, inFlight, operation) {
  let begun = 0;
  const worker = async () => {
    while (begun < count) {
      begun += 1;
      await operation(begun);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** Ends with 2 where the memory and the CPU time of another process cannot be read. */
export function needsLinux() {
  if (process.platform === 'linux') return;
  console.error('CPU time and memory of another process are read from /proc, which only Linux has.');
  process.exit(2);
}

/** Memory of a process, in KB. */
export function rssKb({ pid }) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** User and system time of a process, in milliseconds. They are the 12th and 13th field after the name, which may hold spaces. */
export function cpuMs({ pid }) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
