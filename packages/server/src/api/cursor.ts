import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ProblemError } from './problem.js';

/** Where a page ends, as a user gets it back: opaque, and good for the same question only. */
export class Cursors<P> {
  readonly #position: z.ZodType<P>;

  /** @param position - what of the last row tells where the next page begins. */
  constructor(position: z.ZodType<P>) {
    this.#position = position;
  }

  /** @param question - the filters of the list: with others the cursor is refused. */
  format(position: P, question: unknown): string {
    return Buffer.from(JSON.stringify([position, digest(question)])).toString('base64url');
  }

  /** @throws ProblemError `validation_failed` when it is no cursor of this list, or was made for other filters. */
  parse(cursor: string, question: unknown): P {
    let parts: unknown;
    try {
      parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    } catch {
      throw refused('Must be the `nextCursor` of the page before.');
    }
    const [first, mark] = Array.isArray(parts) ? (parts as unknown[]) : [];
    const position = this.#position.safeParse(first);
    if (!position.success) throw refused('Must be the `nextCursor` of the page before.');
    if (mark !== digest(question)) throw refused('Belongs to a list with other filters; begin again without it.');
    return position.data;
  }
}

function digest(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}

function refused(message: string): ProblemError {
  return new ProblemError('validation_failed', 'The query of the request is not valid: cursor.', [
    { field: 'cursor', message },
  ]);
}
