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
import { anEvent, SECRET } from './signed-event.js';
import { thrownBy } from './thrown-by.js';

const HOSTILE_URLS = [
  // Loopback, in every spelling of 127.0.0.1.
  'http://127.0.0.1/',
  'http://127.0.0.1:8080/x',
  'https://127.0.0.1/',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://0000177.0.0.01/',
  'http://127.0.0.1./',
  'http://127.255.255.254/',
  'http://%31%32%37.0.0.1/',
  'http://127。0。0。1/',
  'http://１２７.0.0.1/',
  'http://①②⑦.0.0.1/',
  'http:127.0.0.1/',
  'http:\\\\127.0.0.1\\',
  'http://127.0.\n0.1/',
  '  http://127.0.0.1/  ',
  'http://127.0.0.1#@example.com/',
  'http://127.0.0.1?@example.com/',
  // Loopback in IPv6.
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[0000::0001]:80/',
  'http://[::]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]/',
  'http://[::ffff:0:127.0.0.1]/',
  // Names of the machine itself.
  'http://localhost/',
  'http://LOCALHOST:3000/',
  'http://localhost./',
  'http://api.localhost/',
  'http://ⓛocalhost/',
  'http://localhost.localdomain/',
  'http://ip6-localhost/',
  'http://ip6-loopback/',
  'http://example.com./',
  // Cloud metadata.
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fd00:ec2::254]/',
  'http://100.100.100.200/',
  'http://168.63.129.16/',
  'http://metadata.google.internal/',
  'http://METADATA.google.internal/',
  'http://metadata.google.internal./',
  'http://metadata/',
  'http://instance-data/',
  // Private, shared and special IPv4.
  'http://0/',
  'http://0.0.0.0/',
  'http://0.1.2.3/',
  'http://10.0.0.1/',
  'http://10.255.255.255/',
  'http://012.1/',
  'http://100.64.0.1/',
  'http://100.127.255.255/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://192.168.65535/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://192.88.99.1/',
  'http://198.18.0.1/',
  'http://198.19.255.255/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://239.255.255.255/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://4294967295/',
  // Special IPv6.
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b::10.0.0.1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[100::1]/',
  'http://[2001::1]/',
  'http://[2001:0:7f00:1::]/',
  'http://[2001:20::1]/',
  'http://[2001:db8::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a00:1::1]/',
  'http://[3fff::1]/',
  'http://[5f00::1]/',
  'http://[4000::1]/',
  'http://[fc00::1]/',
  'http://[fdff::1]/',
  'http://[fe80::1]/',
  'http://[fe80::1%25eth0]/',
  'http://[febf::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  // Not a plain http(s) URL.
  'http://user:pass@example.com/',
  'http://user@example.com/',
  'http://example.com:80@127.0.0.1/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'data:text/plain,x',
  'unix:/var/run/docker.sock',
  '//example.com/',
  'example.com',
  'http://',
  'http:///',
  'http://256.0.0.1/',
  'http://[::1/',
  'http://exa mple.com/',
  '',
];

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

describe('with a listening socket', () => {
  it('lets no connection reach it', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    server.listen(0, '::');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };

    const addressGuard = resolving(['127.0.0.1']);
    const client = new WebhookClient({ secret: SECRET, addressGuard });
    onTestFinished(() => client.close());
    const hosts = ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', 'rebound.example'];
    for (const host of hosts) {
      const error = await thrownBy(() => client.sendWebhook({ url: `http://${host}:${port}/`, payload: anEvent() }));
      expect(error, host).toBeInstanceOf(WebhookAddressError);
    }
    expect(connections).toBe(0);
  });
});
