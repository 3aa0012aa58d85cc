import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { mapApiError } from '../../src/index.js';
import { isAboutCandidate } from '../../src/safe-create/refusal.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly status: number;
    readonly reason: string | null;
    readonly message: string | null;
    readonly aboutCandidate: boolean;
  }[];
}

const vectors = loadVectors('create-refusals.json') as Vectors;

describe('create-refusals.json', () => {
  it.each(vectors.cases)('$name', ({ status, reason, message, aboutCandidate }) => {
    const call = { method: 'POST', path: '/', correlationId: '', attempts: 1, headers: {}, retryAfterMs: undefined };
    expect(isAboutCandidate(mapApiError({ ...call, status, body: { code: status, reason, message } }))).toBe(
      aboutCandidate,
    );
  });
});
