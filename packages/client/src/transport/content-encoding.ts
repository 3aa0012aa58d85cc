import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const unpackGzip = promisify(gunzip) as Unpack;
const unpackBrotli = promisify(brotliDecompress) as Unpack;
const unpackZlib = promisify(inflate) as Unpack;
const unpackRaw = promisify(inflateRaw) as Unpack;

/** Servers disagree whether `deflate` has the zlib frame; the first four bits tell. */
const unpackDeflate: Unpack = (packed, options) =>
  ((packed[0] ?? 0) & 0x0f) === 8 ? unpackZlib(packed, options) : unpackRaw(packed, options);

const UNPACKERS = new Map<string, Unpack>([
  ['gzip', unpackGzip],
  ['x-gzip', unpackGzip],
  ['br', unpackBrotli],
  ['deflate', unpackDeflate],
]);

/** More encodings on top of each other have no use but to exhaust the reader. */
const MAX_ENCODINGS = 3;

/**
 * Undoes the content encodings of a body. The client never asks for any; a proxy may add one all the same.
 *
 * @param encodings - the `content-encoding` header.
 * @param maxBytes - largest result at every step.
 * @throws Error when an encoding is not known, the data is damaged, or the result is too large.
 */
export async function unpackBody(packed: Buffer, encodings: string, maxBytes: number): Promise<Buffer> {
  const names = encodings.split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  if (applied.length > MAX_ENCODINGS) throw new Error(`more than ${MAX_ENCODINGS} content encodings`);
  let body = packed;
  for (const name of applied.reverse()) {
    const unpack = UNPACKERS.get(name);
    if (unpack === undefined) throw new Error(`unknown content encoding "${name}"`);
    if (body.length > 0) body = await unpack(body, { maxOutputLength: maxBytes });
  }
  return body;
}
