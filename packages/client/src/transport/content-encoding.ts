import { NovitaError } from '@novita-fleet/resilience';
import { pipeline, Readable, type Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzip,
  inflate,
  inflateRaw,
} from 'node:zlib';

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
  let body = packed;
  for (const unpack of outermostFirst(encodings, UNPACKERS)) {
    if (body.length > 0) body = await unpack(body, { maxOutputLength: maxBytes });
  }
  return body;
}

const UNPACKING_STREAMS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
]);

/**
 * Undoes the content encodings of a body as it comes. `deflate` needs the zlib frame here. What is unpacked waits until
 * it is read, so that a small body which unpacks to a huge one fills no memory.
 *
 * @param encodings - the `content-encoding` header.
 * @param damaged - makes the error for an encoding that is not known and for damaged data.
 * @throws what `chunks` throws, and what `damaged` makes.
 */
export async function* unpackChunks(
  chunks: AsyncIterable<Buffer>,
  encodings: string,
  damaged: (error: unknown) => Error,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    const streams = outermostFirst(encodings, UNPACKING_STREAMS).map((create) => create());
    const last = streams.at(-1);
    if (last === undefined) {
      yield* chunks;
      return;
    }
    // Errors come out of the last stream too.
    pipeline([Readable.from(chunks, { objectMode: false }), ...streams], () => undefined);
    yield* last as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof NovitaError ? error : damaged(error);
  }
}

/** What undoes each of the encodings in a header, in the order in which that has to be done. */
function outermostFirst<Unpacker>(encodings: string, unpackers: ReadonlyMap<string, Unpacker>): Unpacker[] {
  const names = encodings.split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  if (applied.length > MAX_ENCODINGS) throw new Error(`more than ${MAX_ENCODINGS} content encodings`);
  return applied.reverse().map((name) => {
    const unpacker = unpackers.get(name);
    if (unpacker === undefined) throw new Error(`unknown content encoding "${name}"`);
    return unpacker;
  });
}
