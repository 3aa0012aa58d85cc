import { FakeClock, loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import {
  MemoryReplayStore,
  SequenceTracker,
  type ReplayClaim,
  signWebhook,
  verifySignature,
  verifyWebhook,
  WebhookVerificationError,
} from '../src/index.js';
import { thrownBy } from './thrown-by.js';

interface Body {
  readonly body?: string;
  readonly bodyBase64?: string;
}

interface Vectors {
  readonly sign: readonly (Body & {
    readonly name: string;
    readonly secrets: readonly string[];
    readonly id: string;
    readonly timestamp: number;
    readonly headers: Readonly<Record<string, string>>;
  })[];
  readonly verify: readonly (Body & {
    readonly name: string;
    readonly secrets: readonly string[];
    readonly toleranceSeconds: number;
    readonly now: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly expect: { readonly code: string } | { readonly id: string; readonly timestamp: number };
  })[];
}

const vectors = loadVectors('webhook-signatures.json') as Vectors;

function bytes({ body, bodyBase64 }: Body): Buffer {
  return bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64');
}

describe('webhook-signatures.json', () => {
  it.each(vectors.sign)('sign: $name', (vector) => {
    const { id, timestamp, secrets, headers } = vector;
    const body = bytes(vector);
    expect(signWebhook({ id, timestamp, body, secrets })).toEqual(headers);
    expect(verifySignature({ body, headers, secrets, now: timestamp * 1000 })).toEqual({ id, timestamp });
    if (vector.body !== undefined) {
      expect(signWebhook({ id, timestamp, body: vector.body, secrets })).toEqual(headers);
    }
  });

  it.each(vectors.verify)('verify: $name', async (vector) => {
    const { headers, secrets, toleranceSeconds, now } = vector;
    const input = { body: bytes(vector), headers, secrets, toleranceSeconds, now };
    if ('code' in vector.expect) {
      const error = await thrownBy(() => verifyWebhook(input));
      expect(error).toBeInstanceOf(WebhookVerificationError);
      expect((error as WebhookVerificationError).code).toBe(vector.expect.code);
    } else {
      expect(verifyWebhook(input)).toMatchObject(vector.expect);
    }
  });
});

interface ReplayVectors {
  readonly traces: readonly {
    readonly name: string;
    readonly leaseMs: number;
    readonly ttlMs: number;
    readonly steps: readonly {
      readonly claim?: string;
      readonly gives?: string;
      readonly as?: string;
      readonly complete?: string;
      readonly release?: string;
      readonly passMs?: number;
    }[];
  }[];
  readonly sequences: readonly {
    readonly name: string;
    readonly steps: readonly (readonly [string, number, string, (readonly number[] | boolean)?])[];
  }[];
}

const replay = loadVectors('webhook-replay.json') as ReplayVectors;

describe('webhook-replay.json', () => {
  it.each(replay.traces)('$name', async ({ leaseMs, ttlMs, steps }) => {
    const clock = new FakeClock();
    const store = new MemoryReplayStore({ clock, leaseMs, ttlMs });
    const claims = new Map<string, ReplayClaim>();
    for (const [index, step] of steps.entries()) {
      if (step.passMs !== undefined) await clock.advance(step.passMs);
      if (step.complete !== undefined) await claims.get(step.complete)?.complete();
      if (step.release !== undefined) await claims.get(step.release)?.release();
      if (step.claim === undefined) continue;
      const result = store.claim(step.claim);
      expect(result.state, `step ${index}`).toBe(step.gives);
      if (result.state === 'new') claims.set(step.as ?? '', result);
    }
  });

  it.each(replay.sequences)('$name', ({ steps }) => {
    const tracker = new SequenceTracker();
    for (const [instanceId, sequence, kind, more] of steps) {
      const place = tracker.place({ sequence, data: { instanceId } });
      expect(place.kind).toBe(kind);
      if (place.kind === 'gap') expect(place.missing).toEqual(more);
      if (place.kind === 'late') expect(place.filled).toBe(more);
    }
  });
});
