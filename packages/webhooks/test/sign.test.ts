import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateSignature, signWebhook, type SignWebhookInput } from '../src/index.js';
import { OTHER_SECRET, SECRET, START_SECONDS } from './signed-event.js';

const input: SignWebhookInput = { id: 'evt_1', timestamp: START_SECONDS, body: '{}', secrets: [SECRET] };

describe('generateSignature', () => {
  it('is what a short script computes with the whole secret as key', () => {
    const expected = createHmac('sha256', Buffer.from(SECRET, 'utf8')).update('payload').digest('hex');
    expect(generateSignature('payload', SECRET)).toBe(`sha256=${expected}`);
    expect(generateSignature(Buffer.from('payload'), SECRET)).toBe(`sha256=${expected}`);
  });

  it('is the signature header of "<timestamp>.<body>"', () => {
    const headers = signWebhook(input);
    expect(headers['x-webhook-signature']).toBe(generateSignature(`${START_SECONDS}.{}`, SECRET));
  });

  it('refuses an empty secret', () => expect(() => generateSignature('x', '')).toThrow('non-empty'));
});

describe('signWebhook', () => {
  it('signs with each secret during a rotation', () => {
    const headers = signWebhook({ ...input, secrets: [SECRET, OTHER_SECRET] });
    expect(headers['x-webhook-signature']).toMatch(/^sha256=[0-9a-f]{64},sha256=[0-9a-f]{64}$/);
    expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/);
  });

  it('leaves the body as it is', () => {
    const body = Buffer.from('{ "a" : 1 }');
    signWebhook({ ...input, body });
    expect(body.toString()).toBe('{ "a" : 1 }');
  });

  it.each([
    [{ id: 'a.b' }, '"id"'],
    [{ id: '' }, '"id"'],
    [{ id: 'line\nbreak' }, '"id"'],
    [{ timestamp: 1.5 }, '"timestamp"'],
    [{ timestamp: -1 }, '"timestamp"'],
    [{ timestamp: 1e12 }, '"timestamp"'],
    [{ secrets: [] }, '"secrets"'],
    [{ secrets: Array.from({ length: 17 }, () => SECRET) }, '"secrets"'],
    [{ secrets: ['whsec_short'] }, 'whsec_'],
    [{ extra: 1 }, 'extra'],
  ] as [Partial<SignWebhookInput>, string][])('refuses %o', (change, message) => {
    expect(() => signWebhook({ ...input, ...change })).toThrow(message);
  });
});
