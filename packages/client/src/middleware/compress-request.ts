import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Call, CallHandler, Layer } from './call.js';

const pack = promisify(gzip);

/**
 * Packs bodies with gzip, once for all attempts.
 *
 * @param aboveBytes - bodies of at most so many bytes are sent as they are.
 */
export function compressRequest(aboveBytes: number): Layer {
  return (next) => (call) => {
    const { body } = call;
    if (typeof body !== 'string' || Buffer.byteLength(body) <= aboveBytes) return next(call);
    return packed(call, Buffer.from(body), next);
  };
}

async function packed(call: Call, body: Buffer, next: CallHandler): Promise<unknown> {
  const smaller = await pack(body);
  if (smaller.length < body.length) {
    call.body = smaller;
    call.contentEncoding = 'gzip';
  }
  return next(call);
}
