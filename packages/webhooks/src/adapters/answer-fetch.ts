import type { WebhookReceiver } from '../receiver.js';

/**
 * Answers a `Request`.
 *
 * @param consumed - what to say when its body was read before.
 * @param kept - the raw bytes, where a framework has read and kept them.
 */
export async function answerFetch(
  receiver: WebhookReceiver,
  request: Request,
  consumed: string,
  kept?: Uint8Array,
): Promise<Response> {
  const { method, headers } = request;
  const early = receiver.refuseEarly(method, headers.get('content-length') ?? undefined);
  const { status, headers: answer, body } = early ?? (await handled());
  return new Response(body, { status, headers: answer });

  async function handled() {
    if (kept !== undefined) return receiver.handle({ method, headers, body: kept });
    if (request.bodyUsed) return receiver.refuseConsumedBody(consumed);
    const read = await readBody(request, receiver.maxBodyBytes);
    if (read === 'too_large') return receiver.refuseTooLarge();
    // Nobody is there to read the answer; a signature of the whole body does not fit its beginning.
    return receiver.handle({ method, headers, body: read === 'abandoned' ? new Uint8Array() : read });
  }
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too_large' | 'abandoned'> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop cancels the stream.
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) return 'too_large';
      chunks.push(chunk);
    }
  } catch {
    return 'abandoned';
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
