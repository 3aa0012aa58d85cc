import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MissingApiKeyError, NovitaClient, VERSION, type NovitaClientOptions } from '@novita-fleet/client';
import packageJson from '../package.json' with { type: 'json' };
import { resolveOptions } from '../src/client-options.js';

const SURFACE = {
  owner: 'NovitaClient',
  defaultBaseUrl: 'https://api.novita.ai',
  baseUrlVariable: 'NOVITA_BASE_URL',
  apiKeyVariable: 'NOVITA_API_KEY',
  apiKeyFileVariable: 'NOVITA_API_KEY_FILE',
};

function make(options: NovitaClientOptions): void {
  new NovitaClient({ apiKey: 'sk_x', env: {}, ...options });
}

describe('options of NovitaClient', () => {
  it('have the documented defaults', () => {
    expect(resolveOptions({ apiKey: 'sk_x', env: {} }, SURFACE)).toMatchObject({
      origin: 'https://api.novita.ai',
      basePath: '',
      timeoutMs: 30_000,
      deadlineMs: 120_000,
      maxRetries: 3,
      maxRetryAfterMs: 60_000,
      maxResponseBytes: 16_777_216,
      insecureTls: false,
      logger: undefined,
    });
  });

  it.each<[object, RegExp]>([
    [{ timeout: 1 }, /NovitaClient: unknown option "timeout"; known: apiKey, baseUrl, timeoutMs/],
    [{ rateLimit: { clock: 1 } }, /unknown option "rateLimit.clock"/],
    [{ circuitBreaker: { isFailure: 1 } }, /unknown option "circuitBreaker.isFailure"/],
    [{ timeoutMs: -1 }, /"timeoutMs" must be a number of at least 1, got -1/],
    [{ deadlineMs: '5' }, /"deadlineMs" must be a number of at least 1, got a value of type string/],
    [{ maxRetries: -1 }, /"maxRetries"/],
    [{ maxRetryAfterMs: NaN }, /"maxRetryAfterMs"/],
    [{ maxResponseBytes: 0 }, /"maxResponseBytes"/],
    [{ rateLimit: { burst: 0 } }, /"rateLimit.burst" must be a number of at least 1, got 0/],
    [{ rateLimit: { concurrency: 1.5 } }, /"rateLimit.concurrency" must be a whole number of at least 1, got 1.5/],
    [{ rateLimit: 5 }, /NovitaClient: "rateLimit" must be an object, got 5/],
    [{ circuitBreaker: { openMs: -1 } }, /"circuitBreaker.openMs" must be a number of at least 0, got -1/],
    [{ timeoutMs: 0 }, /"timeoutMs" must be a number of at least 1, got 0/],
    [{ timeoutMs: NaN }, /"timeoutMs" must be a number of at least 1, got NaN/],
    [{ deadlineMs: -Infinity }, /"deadlineMs" must be a number of at least 1, got -Infinity/],
    [{ maxRetries: Infinity }, /"maxRetries" must be a whole number of at least 0, got Infinity/],
    [{ catalogueTtlMs: -1 }, /"catalogueTtlMs" must be a number of at least 0, got -1/],
    [{ catalogueTtlMs: Infinity }, /"catalogueTtlMs"/],
    [{ compressAboveBytes: -1 }, /"compressAboveBytes" must be a number of at least 0, got -1/],
    [{ insecureTls: 'false' }, /"insecureTls" must be true or false, got a value of type string/],
    [{ ca: 5 }, /"ca" must be text or a buffer in PEM form/],
    [{ ca: [Buffer.from('x'), null] }, /"ca" must be/],
    [{ logger: () => undefined }, /"logger" must be an object with the methods debug, info, warn, error/],
    [{ logger: { debug: () => undefined } }, /"logger" must be an object with the methods/],
    [{ logger: null }, /"logger" must be .*, got a value of type null/],
    [{ clock: Date }, /"clock" must be an object with the methods now, monotonic, setTimeout/],
    [{ random: 0.5 }, /"random" must be a function, got a value of type number/],
    [{ newId: 'id' }, /"newId" must be a function/],
    [{ userAgent: 5 }, /"userAgent" must be visible ASCII text/],
    [{ headers: 'x-a: b' }, /"headers" must be an object of names and values/],
    [{ headers: { 'x-a': 5 } }, /The value of the header "x-a" cannot be sent/],
    [{ headers: { 'Content-Encoding': 'gzip' } }, /"Content-Encoding" is set by the client/],
    [{ baseUrl: '' }, /"baseUrl" must be a URL/],
    [{ baseUrl: 5 }, /"baseUrl" must be a URL/],
    [{ baseUrl: 'https://h/#x' }, /fragment/],
    [{ baseUrl: 'api.novita.ai' }, /"baseUrl" must be a URL/],
    [{ baseUrl: 'ftp://api.novita.ai' }, /"baseUrl" must begin with https/],
    [{ baseUrl: 'http://api.novita.ai' }, /plain http is allowed to this machine only/],
    [{ baseUrl: 'http://127.0.0.1.example.com' }, /plain http/],
    [{ baseUrl: 'https://me:pw@api.novita.ai' }, /user name or a password/],
    [{ baseUrl: 'https://api.novita.ai/?a=b' }, /query/],
    [{ apiKey: 'sk_x\n' }, /"apiKey" contains a line break/],
    [{ apiKey: 'sk_ü' }, /other than visible ASCII/],
    [{ apiKey: 5 }, /"apiKey" must be text, got number/],
    [{ userAgent: 'a\r\nb' }, /"userAgent"/],
    [{ headers: { host: 'x' } }, /"host" is set by the client/],
    [{ headers: { 'a b': 'x' } }, /not the name of a header/],
  ])('refuse %o', (options, message) => {
    expect(() => make(options)).toThrow(message);
  });

  it.each(['http://localhost:1', 'http://127.9.9.9', 'http://[::1]:8080/x', 'http://a.localhost', 'https://10.0.0.1'])(
    'take %s',
    (baseUrl) => expect(() => make({ baseUrl })).not.toThrow(),
  );

  it.each([null, 'sk_secret', 5])('are an object: not %s', (options) => {
    const refused = () => new NovitaClient(options as never);
    expect(refused).toThrow(/^NovitaClient: "options" must be an object/);
    expect(refused).not.toThrow(/sk_secret/);
  });

  it('name the option, for programs too', () => {
    const refused = (options: object) => {
      try {
        make(options);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    for (const [options, argument] of [
      [{ timeoutMs: -1 }, 'timeoutMs'],
      [{ rateLimit: { burst: 0 } }, 'rateLimit.burst'],
      [{ circuitBreaker: { openMs: -1 } }, 'circuitBreaker.openMs'],
      [{ rateLimit: { clock: 1 } }, 'rateLimit.clock'],
      [{ baseUrl: 'http://example.com' }, 'baseUrl'],
    ] as const) {
      expect(refused(options)).toMatchObject({ code: 'invalid_argument', argument });
    }
  });

  it('never show the key in a message', () => {
    const refused = () => make({ apiKey: 'hunter2\n' });
    expect(refused).toThrow(/line break/);
    expect(refused).not.toThrow(/hunter2/);
  });

  it('say where to put a missing key', () => {
    const missing = () => new NovitaClient({ env: {} });
    expect(missing).toThrow(MissingApiKeyError);
    expect(missing).toThrow('pass `apiKey`, or set NOVITA_API_KEY or NOVITA_API_KEY_FILE');
    expect(missing).toThrow(expect.objectContaining({ code: 'missing_api_key' }));
    expect(() => make({ apiKey: '' })).toThrow(MissingApiKeyError);
  });

  it('come from the environment: key, key file, base URL', () => {
    const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-'));
    const file = join(folder, 'key');
    writeFileSync(file, 'sk_file\n');
    const resolve = (env: Record<string, string>) => resolveOptions({ env }, SURFACE);
    expect(resolve({ NOVITA_API_KEY: 'sk_env', NOVITA_API_KEY_FILE: file }).apiKey).toBe('sk_env');
    expect(resolve({ NOVITA_API_KEY_FILE: file }).apiKey).toBe('sk_file');
    expect(() => resolve({ NOVITA_API_KEY_FILE: join(folder, 'none') })).toThrow(/NOVITA_API_KEY_FILE cannot be read/);
    const { origin, basePath } = resolve({ NOVITA_API_KEY: 'k', NOVITA_BASE_URL: 'https://proxy.example/a/' });
    expect([origin, basePath]).toEqual(['https://proxy.example', '/a']);
    rmSync(folder, { recursive: true });
  });
});

describe('VERSION', () => {
  it('is the version of the package', () => expect(VERSION).toBe(packageJson.version));
});
