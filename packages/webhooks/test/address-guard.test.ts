import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createAddressGuard,
  WebhookAddressError,
  WebhookClient,
  type AddressGuard,
  type AddressGuardOptions,
} from '../src/index.js';
import { HOSTILE_URLS } from './hostile-urls.js';
import { anEvent, SECRET } from './signed-event.js';
import { listen } from './listen.js';
import { thrownBy } from './thrown-by.js';

const PUBLIC_URLS = [
  'https://example.com/hook?x=1',
  'http://example.com:8080/',
  'https://1.1.1.1/',
  'https://9.255.255.255/',
  'https://11.0.0.0/',
  'https://100.63.255.255/',
  'https://100.128.0.0/',
  'https://126.255.255.255/',
  'https://128.0.0.0/',
  'https://172.15.255.255/',
  'https://172.32.0.0/',
  'https://192.167.255.255/',
  'https://223.255.255.255/',
  'https://[2606:4700:4700::1111]/',
  'https://[2001:4860:4860::8888]/',
  'https://[2a00:1450::1]/',
  'https://[::ffff:1.1.1.1]/',
  'https://localhost.example.com/',
  'https://notlocalhost/',
];

/** A guard whose names have these addresses. */
function resolving(addresses: readonly string[], options: AddressGuardOptions = {}): AddressGuard {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return createAddressGuard({ ...options, resolve: () => Promise.resolve(found) });
}

function lookup(guard: AddressGuard, hostname: string, all: boolean): Promise<unknown> {
  return promisify(guard.lookup as (host: string, options: object, done: (error: Error | null) => void) => void)(
    hostname,
    { all },
  );
}

describe('checkUrl', () => {
  const guard = createAddressGuard();

  it.each(HOSTILE_URLS)('refuses %j', async (url) => {
    const error = await thrownBy(() => guard.checkUrl(url));
    expect(error).toBeInstanceOf(WebhookAddressError);
    expect(error).toMatchObject({ code: 'webhook_address_refused' });
  });

  it.each(PUBLIC_URLS)('allows %s', (url) => expect(guard.checkUrl(url).href).toBe(new URL(url).href));

  it('shows nothing of a URL but its host', async () => {
    for (const url of ['http://10.0.0.1/s3cret?t=s3cret', 'http://u:s3cret@example.com/', 's3cret', 'x://s3cret']) {
      const error = await thrownBy(() => guard.checkUrl(url));
      expect((error as Error).message).not.toContain('s3cret');
    }
  });

  it('says which network it is', () => {
    expect(() => guard.checkUrl('http://10.1.2.3/')).toThrow('"10.1.2.3" is in 10.0.0.0/8 (private use)');
    expect(() => guard.checkUrl('http://[2002::1]/')).toThrow('is in 2002::/16 (6to4)');
  });
});

describe('allow', () => {
  const allows = (allow: string[], url: string): boolean => {
    try {
      createAddressGuard({ allow }).checkUrl(url);
      return true;
    } catch {
      return false;
    }
  };

  it.each([
    [['127.0.0.0/8'], 'http://127.0.0.1/', true],
    [['127.0.0.0/8'], 'http://0x7f.1/', true],
    [['127.0.0.0/8'], 'http://[::ffff:127.0.0.1]/', true],
    [['127.0.0.0/8'], 'http://localhost/', true],
    [['127.0.0.0/8'], 'http://[::1]/', false],
    [['127.0.0.0/8'], 'http://10.0.0.1/', false],
    [['::1'], 'http://[::1]/', true],
    [['::1'], 'http://[::1%25lo]/', false],
    [['10.1.2.3'], 'http://10.1.2.3/', true],
    [['10.1.2.3'], 'http://10.1.2.4/', false],
    [['10.0.0.0/8'], 'http://localhost/', false],
    [['fd00::/8'], 'http://[fd12::1]/', true],
    [['64:ff9b::/96'], 'http://[64:ff9b::8.8.8.8]/', true],
    [['::ffff:10.0.0.1'], 'http://10.0.0.1/', true],
    [['0.0.0.0/0'], 'http://metadata.google.internal/', false],
    [['::/0'], 'http://10.0.0.1/', false],
  ])('%j, %s: %s', (allow, url, expected) => expect(allows(allow, url)).toBe(expected));

  it.each(['10.0.0.0/33', '10.0.0/8', 'example.com', '10.0.0.0/8/8', '10.0.0.0/', '::ffff:10.0.0.0/104', '::/129', ''])(
    'refuses the entry %j',
    async (entry) => {
      const error = await thrownBy(() => createAddressGuard({ allow: [entry] }));
      expect(error).toMatchObject({ code: 'invalid_argument', argument: 'allow' });
    },
  );
});

describe('ports', () => {
  const guard = createAddressGuard({ ports: [443, 8443] });

  it.each(['https://example.com/', 'http://example.com:443/', 'https://example.com:8443/'])('allow %s', (url) =>
    expect(guard.checkUrl(url).hostname).toBe('example.com'),
  );

  it.each(['http://example.com/', 'https://example.com:22/', 'http://example.com:6379/', 'https://example.com:0/'])(
    'refuse %s',
    (url) => expect(() => guard.checkUrl(url)).toThrow('is not one of those for webhooks: 443, 8443'),
  );

  it.each([[[0]], [[65_536]], [[1.5]]])('must be ports: %j', async (ports) => {
    expect(await thrownBy(() => createAddressGuard({ ports }))).toMatchObject({ argument: 'ports' });
  });
});

describe('checkAddress', () => {
  const guard = createAddressGuard();
  it.each(['127.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1%eth0', '2606:4700::1%eth0', '1.1.1', 'x', '[::1]', ''])(
    'refuses %j',
    (address) => expect(() => guard.checkAddress(address)).toThrow(WebhookAddressError),
  );
  it.each(['1.1.1.1', '2606:4700::1'])('allows %s', (address) =>
    expect(() => guard.checkAddress(address)).not.toThrow(),
  );
});

describe('lookup', () => {
  it('answers with the addresses that it has checked', async () => {
    const guard = resolving(['1.1.1.1', '2606:4700::1']);
    expect(await lookup(guard, 'example.com', false)).toBe('1.1.1.1');
    expect(await lookup(guard, 'example.com', true)).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
  });

  it.each([
    ['a private address', ['10.0.0.1']],
    ['one private address among public ones', ['1.1.1.1', '2606:4700::1', '192.168.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a link-local address with a zone', ['fe80::1%2']],
    ['no address', []],
  ])('refuses a name with %s', async (_, addresses) => {
    const error = await thrownBy(() => lookup(resolving(addresses), 'example.com', true));
    expect(error).toBeInstanceOf(WebhookAddressError);
  });

  it('refuses names without asking the resolver', async () => {
    const guard = createAddressGuard({
      resolve: () => {
        throw new Error('asked');
      },
    });
    for (const name of ['localhost', 'x.localhost', 'metadata.google.internal', 'example.com.']) {
      expect(await thrownBy(() => lookup(guard, name, true))).toBeInstanceOf(WebhookAddressError);
    }
  });

  it('passes on what the resolver fails with', async () => {
    const guard = createAddressGuard({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await thrownBy(() => lookup(guard, 'example.com', true))).toMatchObject({ message: 'ENOTFOUND' });
  });
});

/** A socket on loopback, IPv4 and IPv6, that counts who connects. */
async function startTrap() {
  const trap = { connections: 0, port: 0 };
  const server = createServer((socket) => {
    trap.connections++;
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  });
  server.listen(0, '::');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  trap.port = (server.address() as { port: number }).port;
  return trap;
}

/** The URL with the port of the trap, where it has a host and can be read at all. */
function withPort(url: string, port: number): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  parsed.port = String(port);
  return parsed.href;
}

describe('with a listening socket', () => {
  it(`lets no connection reach it by any of ${HOSTILE_URLS.length} URLs`, async () => {
    expect(HOSTILE_URLS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(HOSTILE_URLS).size).toBe(HOSTILE_URLS.length);
    const trap = await startTrap();
    // A resolver that is on the side of the attacker: every name is this machine.
    const client = new WebhookClient({ secret: SECRET, addressGuard: resolving(['127.0.0.1']) });
    onTestFinished(() => client.close());
    for (const written of HOSTILE_URLS) {
      for (const url of new Set([written, withPort(written, trap.port)])) {
        const error = await thrownBy(() => client.sendWebhook({ url, payload: anEvent() }, 0));
        expect(error, url).toBeInstanceOf(WebhookAddressError);
      }
    }
    expect(trap.connections).toBe(0);
    // The trap works: with loopback allowed it is reached.
    const open = new WebhookClient({ secret: SECRET, allowAddresses: ['127.0.0.0/8'] });
    onTestFinished(() => open.close());
    await open.sendWebhook({ url: `http://127.0.0.1:${trap.port}/`, payload: anEvent() }, 0);
    expect(trap.connections).toBe(1);
  });

  it('lets no connection reach it by a name whose address changes after the check', async () => {
    const trap = await startTrap();
    const answers = [['1.1.1.1'], ['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['1.1.1.1', '127.0.0.1']];
    const addressGuard = createAddressGuard({
      resolve: () => {
        const found = answers.shift() ?? ['127.0.0.1'];
        return Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
      },
    });
    const url = `http://rebound.example:${trap.port}/`;
    // At registration the name looks harmless.
    expect(addressGuard.checkUrl(url).hostname).toBe('rebound.example');
    expect(await lookup(addressGuard, 'rebound.example', false)).toBe('1.1.1.1');
    const client = new WebhookClient({ secret: SECRET, addressGuard });
    onTestFinished(() => client.close());
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const error = await thrownBy(() => client.sendWebhook({ url, payload: anEvent() }, 0));
      expect(error).toBeInstanceOf(WebhookAddressError);
    }
    expect(trap.connections).toBe(0);
  });

  it.each([301, 302, 303, 307, 308])('lets no connection reach it by a redirect with %i', async (status) => {
    const trap = await startTrap();
    const { url } = await listen((_, res) => {
      res.writeHead(status, {
        location: `http://127.0.0.2:${trap.port}/`,
        refresh: `0; url=http://127.0.0.2:${trap.port}/`,
      });
      res.end();
    });
    // Only the first address is allowed: that of the server that redirects.
    const client = new WebhookClient({ secret: SECRET, allowAddresses: ['127.0.0.1'] });
    onTestFinished(() => client.close());
    const error = await thrownBy(() => client.sendWebhook({ url, payload: anEvent() }, 0));
    expect(error).toMatchObject({ code: 'webhook_delivery_failed', status });
    expect(trap.connections).toBe(0);
  });
});
