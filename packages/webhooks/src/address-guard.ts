import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP, SocketAddress, type LookupFunction } from 'node:net';
import { checkKnownOptions, checkNumber, InvalidArgumentError } from '@novita-fleet/resilience';
import { LOCAL_NAMES, METADATA_NAMES, REFUSED_NETWORKS } from './refused-networks.js';
import { WebhookAddressError } from './webhook-address-error.js';

/**
 * Finds every address of a host name, like `lookup` of `node:dns/promises` with `all: true`.
 *
 * @example
 * ```ts
 * import { createAddressGuard, type AddressGuardOptions, type ResolveAddresses } from '@novita-fleet/webhooks';
 *
 * // For a test without DNS: every name is this machine, which is allowed.
 * const resolve: ResolveAddresses = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
 * const options: AddressGuardOptions = { allow: ['127.0.0.0/8'], resolve };
 * export const guard = createAddressGuard(options);
 * ```
 */
export type ResolveAddresses = (hostname: string, options: LookupOptions) => Promise<readonly LookupAddress[]>;

/** What a guard lets pass, and how it asks for addresses. */
export interface AddressGuardOptions {
  /**
   * Networks (`10.1.0.0/16`) and addresses (`::1`) that are reachable although they are special. An IPv4 network also
   * opens its IPv4-mapped IPv6 spelling. Names under `localhost` need `127.0.0.1` or `::1` in it. Default none.
   */
  readonly allow?: readonly string[];
  /** The only ports that a URL may name or imply, such as `[443]`. Default: every port. */
  readonly ports?: readonly number[];
  /** Default: the resolver of the system. */
  readonly resolve?: ResolveAddresses;
}

/** Decides where webhooks may go. The same guard serves the registration of a URL and each connection. */
export interface AddressGuard {
  /**
   * Checks all of a URL that can be checked without DNS. Needed before each send, not only at registration, because a
   * connection to an IP literal asks no resolver.
   *
   * @returns the parsed URL.
   * @throws WebhookAddressError when it is not an http(s) URL, holds a user name or password, or its host is an address
   * in a refused network in any spelling that the WHATWG URL parser knows, a name of the machine itself, a metadata
   * service, or a name with a trailing dot, or the port is not one of `ports`. The message shows the host at most.
   */
  checkUrl(url: string): URL;
  /**
   * @param address - an IPv4 or IPv6 address, without brackets.
   * @throws WebhookAddressError when it is in a refused network, has a zone id, or is no address.
   */
  checkAddress(address: string): void;
  /**
   * For the `lookup` option of `net.connect`, `tls.connect` and undici's `connect`: resolves the name and fails with a
   * WebhookAddressError when any of its addresses is refused. What is connected to is what was checked.
   */
  readonly lookup: LookupFunction;
}

/** Verdicts that are kept. */
const MAX_VERDICTS = 1_000;

/**
 * Makes a guard that refuses the networks of the IANA special-purpose registries: loopback, private, link-local,
 * metadata, carrier NAT, NAT64, 6to4, Teredo, documentation, multicast and reserved ones.
 *
 * @throws InvalidArgumentError when an option is unknown, an entry of `allow` is neither address nor network, or one of
 * `ports` is no port.
 *
 * @example
 * ```ts
 * import { createAddressGuard, WebhookAddressError, type AddressGuard } from '@novita-fleet/webhooks';
 *
 * const guard: AddressGuard = createAddressGuard({ allow: ['10.1.0.0/16'] });
 * for (const url of ['http://10.1.2.3/hook', 'http://169.254.169.254/', 'http://0x7f.1/']) {
 *   try {
 *     console.log(guard.checkUrl(url).host);
 *   } catch (error) {
 *     if (error instanceof WebhookAddressError) console.log(error.message);
 *     else throw error;
 *   }
 * }
 * ```
 */
export function createAddressGuard(options: AddressGuardOptions = {}): AddressGuard {
  checkKnownOptions('createAddressGuard', options, ['allow', 'ports', 'resolve']);
  const ports = options.ports?.map((port) => checkNumber('ports', port, { min: 1, max: 65_535, integer: true }));
  const allowed = networkSet((options.allow ?? []).map(parseEntry));
  const refused = networkSet(REFUSED_NETWORKS);
  const resolve = options.resolve ?? systemResolve;
  const localAllowed = allowed.ipv4.check('127.0.0.1', 'ipv4') || allowed.ipv6.check('::1', 'ipv6');

  /** Verdicts by address. They never change, and the same few receivers are asked for again and again. */
  const verdicts = new Map<string, string | undefined>();

  /** Why an address is refused, or undefined. */
  const addressProblem = (text: string): string | undefined => {
    if (verdicts.has(text)) return verdicts.get(text);
    const problem = judge(text);
    if (verdicts.size >= MAX_VERDICTS) verdicts.clear();
    verdicts.set(text, problem);
    return problem;
  };

  const judge = (text: string): string | undefined => {
    const at = canonicalAddress(text);
    if (at === undefined) return 'is not an address that can be checked';
    const address = new SocketAddress(at);
    if (allowed[at.family].check(address) || !refused[at.family].check(address)) return undefined;
    return `is in ${describeNetwork(at)}`;
  };

  const checkHostname = (hostname: string): void => {
    if (hostname === '') throw new WebhookAddressError('the URL has no host');
    if (hostname.endsWith('.')) throw new WebhookAddressError(`the host "${hostname}" ends with a dot`);
    const name = hostname.toLowerCase();
    if (METADATA_NAMES.includes(name)) throw new WebhookAddressError(`"${hostname}" is a metadata service`);
    if (!localAllowed && (LOCAL_NAMES.includes(name) || name.endsWith('.localhost'))) {
      throw new WebhookAddressError(`"${hostname}" stands for this machine`);
    }
  };

  const checkAddress = (address: string): void => {
    const problem = addressProblem(address);
    if (problem !== undefined) throw new WebhookAddressError(`${JSON.stringify(address)} ${problem}`);
  };

  return {
    checkUrl(url) {
      const parsed = parseHttpUrl(url);
      const literal = parsed.hostname.startsWith('[') ? parsed.hostname.slice(1, -1) : parsed.hostname;
      if (isIP(literal) === 0) checkHostname(literal);
      else checkAddress(literal);
      const port = parsed.port === '' ? (parsed.protocol === 'https:' ? 443 : 80) : Number(parsed.port);
      if (ports?.includes(port) === false) {
        throw new WebhookAddressError(`the port ${port} is not one of those for webhooks: ${ports.join(', ')}`);
      }
      return parsed;
    },
    checkAddress,
    lookup(hostname, lookupOptions, callback) {
      resolveChecked(hostname, lookupOptions).then(
        ([first, ...rest]) => {
          if (lookupOptions.all === true) callback(null, [first, ...rest]);
          else callback(null, first.address, first.family);
        },
        (error: unknown) => callback(error as NodeJS.ErrnoException, ''),
      );
    },
  };

  async function resolveChecked(
    hostname: string,
    lookupOptions: LookupOptions,
  ): Promise<[LookupAddress, ...LookupAddress[]]> {
    checkHostname(hostname);
    const [first, ...rest] = await resolve(hostname, { ...lookupOptions, all: true });
    if (first === undefined) throw new WebhookAddressError(`"${hostname}" has no address`);
    for (const { address } of [first, ...rest]) {
      const problem = addressProblem(address);
      if (problem !== undefined) {
        throw new WebhookAddressError(`"${hostname}" has the address ${JSON.stringify(address)}, which ${problem}`);
      }
    }
    return [first, ...rest];
  }
}

const systemResolve: ResolveAddresses = (hostname, options) => systemLookup(hostname, { ...options, all: true });

function parseHttpUrl(url: string): URL {
  // No message shows the URL: its path or query may hold a token.
  const parsed = parse(url);
  if (parsed === undefined) throw new WebhookAddressError('the webhook URL is not a URL');
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new WebhookAddressError(`the webhook URL must start with http:// or https://, not ${parsed.protocol}`);
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new WebhookAddressError('the webhook URL must not hold a user name or a password');
  }
  return parsed;
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

interface CanonicalAddress {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
}

const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** The shortest spelling of an address, with an IPv4-mapped one turned into IPv4. Zone ids only serve local links. */
function canonicalAddress(text: string): CanonicalAddress | undefined {
  const version = isIP(text);
  if (version === 4) return { address: text, family: 'ipv4' };
  if (version === 0 || text.includes('%')) return undefined;
  const address = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(address);
  if (mapped === null) return { address, family: 'ipv6' };
  const bytes = [mapped[1], mapped[2]].map((group) => Number.parseInt(group ?? '', 16));
  return { address: bytes.flatMap((word) => [word >> 8, word & 0xff]).join('.'), family: 'ipv4' };
}

interface Network {
  readonly network: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** One list for each family: a single BlockList would find every IPv4 address, as its mapped spelling, in ::/3. */
function networkSet(networks: readonly Network[]): { readonly ipv4: BlockList; readonly ipv6: BlockList } {
  const set = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const { network, prefix, family } of networks) set[family].addSubnet(network, prefix, family);
  return set;
}

function describeNetwork({ address, family }: CanonicalAddress): string {
  const found = REFUSED_NETWORKS.find((each) => networkSet([each])[family].check(address, family));
  return found === undefined ? 'a refused network' : `${found.network}/${found.prefix} (${found.use})`;
}

function parseEntry(entry: string): Network {
  const [network = '', prefix, more] = typeof entry === 'string' ? entry.split('/') : [];
  const at = canonicalAddress(network);
  const bits = at?.family === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? bits : /^[0-9]{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  // The prefix of a network in IPv4-mapped spelling counts other bits than the IPv4 address that it is turned into.
  const mappedNetwork = at?.family === 'ipv4' && network.includes(':') && prefix !== undefined;
  if (at === undefined || more !== undefined || !(length <= bits) || mappedNetwork) {
    throw new InvalidArgumentError(
      'allow',
      `"allow" takes addresses and networks such as "127.0.0.0/8" or "::1", not ${JSON.stringify(entry)}`,
    );
  }
  return { network: at.address, prefix: length, family: at.family };
}
