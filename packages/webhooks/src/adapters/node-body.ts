import type { Readable } from 'node:stream';

/** How the reading of a body ended. `too_large`: it was stopped at the cap, and the rest was not read. */
export type ReadOutcome =
  { readonly outcome: 'complete'; readonly body: Buffer } | { readonly outcome: 'too_large' | 'abandoned' };

/** Reads a stream of Node to its end, or until it is over the cap. */
export function readBody(stream: Readable, maxBytes: number): Promise<ReadOutcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: ReadOutcome): void => {
      stream.off('data', onData).off('end', onEnd).off('close', onClose);
      // An error listener stays, so that a late error of the socket is not thrown.
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) {
        stream.pause();
        finish({ outcome: 'too_large' });
        return;
      }
      chunks.push(chunk);
    };
    const onEnd = (): void => {
      const [only] = chunks;
      finish({ outcome: 'complete', body: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks) });
    };
    const onClose = (): void => finish({ outcome: 'abandoned' });
    stream.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
