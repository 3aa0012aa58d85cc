import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { isSecretKey, redactBody, redactHeaders, redactText } from '../../src/redaction.js';

interface Masked {
  readonly name: string;
  readonly secrets: readonly string[];
}

interface Vectors {
  readonly keys: readonly { readonly name: string; readonly secret: boolean }[];
  readonly text: readonly (Masked & { readonly text: string; readonly safe: string })[];
  readonly headers: readonly (Masked & {
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly safe: Readonly<Record<string, string>>;
  })[];
  readonly body: readonly (Masked & { readonly body: unknown; readonly safe: unknown })[];
}

const vectors = loadVectors('redaction.json') as Vectors;

describe('redaction.json', () => {
  it.each(vectors.keys)('key: $name', ({ name, secret }) => {
    expect(isSecretKey(name)).toBe(secret);
  });

  it.each(vectors.text)('text: $name', ({ text, secrets, safe }) => {
    expect(redactText(text, secrets)).toBe(safe);
  });

  it.each(vectors.headers)('headers: $name', ({ headers, secrets, safe }) => {
    expect(redactHeaders(headers, secrets)).toEqual(safe);
  });

  it.each(vectors.body)('body: $name', ({ body, secrets, safe }) => {
    const before = structuredClone(body);
    expect(redactBody(body, secrets)).toEqual(safe);
    expect(body).toEqual(before);
  });
});
