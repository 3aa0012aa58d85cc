import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import {
  decideCreate,
  FIRST_STATE,
  type SafeCreateEvent,
  type SafeCreateRules,
  type SafeCreateState,
} from '../../src/safe-create/decide-create.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly rules: SafeCreateRules;
    readonly steps: readonly { readonly event: SafeCreateEvent; readonly state: SafeCreateState }[];
  }[];
}

const vectors = loadVectors('safe-create.json') as Vectors;

describe('safe-create.json', () => {
  it.each(vectors.cases)('$name', ({ rules, steps }) => {
    let state: SafeCreateState = FIRST_STATE;
    for (const [index, step] of steps.entries()) {
      state = decideCreate(state, step.event, rules);
      expect(state, `step ${index}`).toEqual(step.state);
    }
  });
});
