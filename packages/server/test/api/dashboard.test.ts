import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';

const PAGE = '<!doctype html><title>Fleet</title>';
const SCRIPT = 'console.log(1);'.repeat(100);
const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
}

/** Sends a path exactly as it is: `fetch` would tidy it up, and unpack the answer. */
function ask(fleet: Fleet, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  const { hostname, port } = new URL(fleet.server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

const codeOf = ({ bytes }: Raw): unknown => (JSON.parse(bytes.toString()) as { code: unknown }).code;

describe('a dashboard that is built', () => {
  let folder: string;
  let fleet: Fleet;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'novita-fleet-dashboard-'));
    mkdirSync(join(folder, 'dist/assets'), { recursive: true });
    const write = (name: string, contents: string | Buffer) => writeFileSync(join(folder, 'dist', name), contents);
    write('index.html', PAGE);
    write('assets/app-a1b2.js', SCRIPT);
    write('assets/app-a1b2.js.br', brotliCompressSync(SCRIPT));
    write('assets/app-a1b2.js.gz', gzipSync(SCRIPT));
    write('assets/app-a1b2.css', 'a{}');
    write('assets/icon-c3.svg', '<svg/>');
    writeFileSync(join(folder, 'secret.js'), 'secret');
    fleet = await startFleet({ dashboard: join(folder, 'dist') });
  });

  afterAll(async () => {
    await fleet.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['/', '/?next=x', '/instances', '/instances/inst_1?tab=events', '/webhooks/', '/v10', '/sessions'])(
    'answers a browser that opens %s with its page',
    async (path) => {
      const { status, headers, bytes } = await ask(fleet, path, { accept: HTML });
      expect([status, bytes.toString()]).toEqual([200, PAGE]);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  it('needs no key for its files, and sets no cookie', async () => {
    const { headers } = await ask(fleet, '/', {
      authorization: 'Bearer nfk_made_up',
      cookie: 'novita_fleet_session_0123456789ab=x',
    });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers['content-type']).toContain('text/html');
  });

  it.each(['/', '/instances', '/assets/app-a1b2.js'])('sends the policies with %s', async (path) => {
    const { headers } = await ask(fleet, path, { accept: HTML });
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()') as string,
    });
  });

  it.each([
    ['/instances', '*/*'],
    ['/instances', 'application/json'],
    ['/v1/nowhere', HTML],
    ['/v1', HTML],
    ['/session/x', HTML],
    ['/v1/instances', HTML],
    ['/session', HTML],
  ])('does not pretend that %s is a page to who accepts %s', async (path, accept) => {
    const answer = await ask(fleet, path, { accept });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each(['POST', 'PUT', 'DELETE'])('has no page to %s', async (method) => {
    const answer = await ask(fleet, '/instances', { accept: HTML }, method);
    expect(answer.status).toBe(401);
    const known = await ask(fleet, '/instances', { accept: HTML, authorization: `Bearer ${fleet.apiKey}` }, method);
    expect([known.status, codeOf(known)]).toEqual([404, 'route_not_found']);
  });

  it.each([
    ['/assets/app-a1b2.js', 'text/javascript; charset=utf-8'],
    ['/assets/app-a1b2.css', 'text/css; charset=utf-8'],
    ['/assets/icon-c3.svg', 'image/svg+xml'],
  ])('lets %s be kept for ever, as %s', async (path, type) => {
    const { status, headers } = await ask(fleet, path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it.each<[string, string | undefined, (bytes: Buffer) => Buffer]>([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['GZIP;q=0.5, br;q=0', 'gzip', gunzipSync],
    ['br;q=0.0, gzip;q=0', undefined, (bytes) => bytes],
    ['deflate, brotli', undefined, (bytes) => bytes],
    ['', undefined, (bytes) => bytes],
  ])('answers to Accept-Encoding: %s with %s', async (accepted, encoding, unpack) => {
    const { headers, bytes } = await ask(fleet, '/assets/app-a1b2.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(Number(headers['content-length'])).toBe(bytes.length);
    expect(unpack(bytes).toString()).toBe(SCRIPT);
  });

  it('sends plain what has no packed copy', async () => {
    const { headers, bytes } = await ask(fleet, '/assets/app-a1b2.css', { 'accept-encoding': 'br, gzip' });
    expect([headers['content-encoding'], bytes.toString()]).toEqual([undefined, 'a{}']);
  });

  it.each(['/', '/instances', '/assets/app-a1b2.js'])('answers HEAD %s without a body', async (path) => {
    const [get, head] = [await ask(fleet, path, { accept: HTML }), await ask(fleet, path, { accept: HTML }, 'HEAD')];
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    for (const name of ['content-type', 'content-length', 'content-security-policy', 'cache-control']) {
      expect(head.headers[name], name).toBe(get.headers[name]);
    }
  });

  it.each([
    ...['/assets/', '/assets/none.js', '/assets/app-a1b2.js.br', '/assets/APP-A1B2.js', '/assets/app-a1b2.js/'],
    ...['/assets/../../secret.js', '/assets/..%2f..%2fsecret.js', '/assets/%2e%2e/%2e%2e/secret.js'],
    ...['/assets/../index.html', '/assets/..\\..\\secret.js', '/assets//etc/passwd', '/assets/app-a1b2.js%00.css'],
    ...['/assets/__proto__', '/assets/constructor'],
  ])('has no file %s', async (path) => {
    for (const accept of [HTML, '*/*']) {
      const answer = await ask(fleet, path, { accept });
      expect([answer.status, codeOf(answer)]).toEqual([404, 'route_not_found']);
      expect(answer.bytes.toString()).not.toContain('secret"');
    }
  });

  it('serves nothing that lies beside its folder', async () => {
    for (const path of ['/../secret.js', '/..%2fsecret.js', '/secret.js', '/index.html']) {
      const { status, bytes } = await ask(fleet, path, { accept: '*/*' });
      expect(status).toBe(401);
      expect(bytes.toString()).not.toBe('secret');
    }
  });
});

it('a dashboard that is built anew leaves a running server with the one that it started with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-dashboard-'));
  const build = (name: string, page: string): void => {
    rmSync(join(folder, 'assets'), { recursive: true, force: true });
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), page);
    writeFileSync(join(folder, 'assets', name), SCRIPT);
    writeFileSync(join(folder, 'assets', `${name}.gz`), gzipSync(SCRIPT));
  };
  build('app-old.js', PAGE);
  const fleet = await startFleet({ dashboard: folder });
  try {
    build('app-new.js', 'new');
    // Nobody had asked for any of these before.
    expect((await ask(fleet, '/', { accept: HTML })).bytes.toString()).toBe(PAGE);
    for (const encoding of ['', 'gzip']) {
      const { status, bytes } = await ask(fleet, '/assets/app-old.js', { 'accept-encoding': encoding });
      expect([status, (encoding === '' ? bytes : gunzipSync(bytes)).toString()]).toEqual([200, SCRIPT]);
    }
    expect((await ask(fleet, '/assets/app-new.js')).status).toBe(404);
  } finally {
    await fleet.close();
    rmSync(folder, { recursive: true });
  }
});

it('a dashboard that is not built is told of, and the server works', async () => {
  const fleet = await startFleet({ dashboard: '/nowhere/at-all' });
  try {
    for (const path of ['/', '/instances']) {
      const answer = await ask(fleet, path, { accept: HTML });
      expect([answer.status, codeOf(answer)]).toEqual([404, 'dashboard_not_built']);
      expect(answer.bytes.toString()).toContain('npm run build');
    }
    expect((await ask(fleet, '/assets/app.js')).status).toBe(404);
    expect((await ask(fleet, '/readyz')).status).toBe(200);
  } finally {
    await fleet.close();
  }
});
