import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { cloudPhase, type CloudPhase } from '../../src/index.js';

interface Vectors {
  readonly cases: readonly { readonly name: string; readonly status: string; readonly phase: CloudPhase }[];
}

const vectors = loadVectors('cloud-phase.json') as Vectors;

describe('cloud-phase.json', () => {
  it.each(vectors.cases)('$name', ({ status, phase }) => {
    expect(cloudPhase(status)).toBe(phase);
  });
});
