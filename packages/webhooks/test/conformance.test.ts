import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { signWebhook, verifySignature, verifyWebhook, WebhookVerificationError } from '../src/index.js';
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
