import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NovitaClient, type NovitaClientOptions } from '@novita-fleet/client';
import { selfSignedCertificate } from '../self-signed-certificate.js';

const certificate = selfSignedCertificate();
const server = createServer(certificate, (_request, response) => response.end('"secure"'));

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function read(options: NovitaClientOptions): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const baseUrl = `https://127.0.0.1:${port}`;
  await using client = new NovitaClient({ apiKey: 'k', baseUrl, maxRetries: 0, env: {}, ...options });
  return await client.get('/x');
}

describe('TLS', () => {
  it('refuses a certificate that nobody vouches for, before anything is sent', async () => {
    await expect(read({})).rejects.toMatchObject({ code: 'connection_failed', requestSent: false });
  });

  it('trusts an authority that is given', async () => {
    await expect(read({ ca: certificate.cert })).resolves.toBe('secure');
    await expect(read({ ca: [certificate.cert] })).resolves.toBe('secure');
  });

  it('takes any certificate when told to, and warns once', async () => {
    const warnings: string[] = [];
    const nothing = (): void => undefined;
    const logger = {
      debug: nothing,
      info: nothing,
      error: nothing,
      warn: (message: string) => void warnings.push(message),
    };
    await expect(read({ insecureTls: true, logger })).resolves.toBe('secure');
    expect(warnings).toEqual([expect.stringContaining('insecureTls')]);
  });

  it('refuses to do so in production', async () => {
    await expect(read({ insecureTls: true, env: { NODE_ENV: 'production' } })).rejects.toThrow(/refused when NODE_ENV/);
  });
});
