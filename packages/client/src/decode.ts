import { DecodeError } from './errors/transport-errors.js';
import { unpackBody } from './transport/content-encoding.js';
import type { TransportResponse } from './transport/transport.js';

/** How much of a body that is not JSON is kept for an error. */
const MAX_TEXT = 2_000;

/**
 * Undoes the content encoding of an answer.
 *
 * @param maxBytes - largest body after unpacking.
 * @throws DecodeError when it is unknown, damaged or too large.
 */
export async function unpack(response: TransportResponse, maxBytes: number): Promise<Buffer> {
  const encoding = response.headers['content-encoding'];
  if (encoding === undefined) return response.body;
  try {
    return await unpackBody(response.body, typeof encoding === 'string' ? encoding : encoding.join(','), maxBytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown error';
    throw new DecodeError(`The answer (${response.status}) cannot be unpacked: ${why}`, response.status, {
      cause: error,
    });
  }
}

/**
 * Reads the body of a success. An empty body is undefined.
 *
 * @throws DecodeError when it is not JSON.
 */
export function decodeJson(body: Buffer, call: { method: string; path: string }, status: number): unknown {
  if (body.length === 0) return undefined;
  const text = body.toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (text.trim() === '') return undefined;
    // The parser's own message quotes the body, which may hold secrets.
    const message = `${call.method} ${call.path} was answered with ${status} and ${body.length} bytes that are not JSON`;
    throw new DecodeError(message, status);
  }
}

/** Reads the body of a refusal: JSON where it is JSON, else its first characters, undefined when it is empty. */
export function decodeText(body: Buffer): unknown {
  const text = body.toString('utf8').trim();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  }
}
