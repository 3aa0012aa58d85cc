import { describe, expect, it } from 'vitest';
import { AnswerCache } from '../src/answer-cache.js';

function answer(bytes: number, text = 'x') {
  const response = { status: 200, headers: {}, body: Buffer.alloc(bytes, text), stream: undefined };
  return { response, secret: 'k' };
}

describe('AnswerCache', () => {
  it('keeps an answer for its time, and not a moment longer', () => {
    const cache = new AnswerCache(5_000);
    const kept = answer(1);
    cache.put('a', kept, 100);
    expect(cache.get('a', 5_099)?.response).toBe(kept.response);
    expect(cache.get('b', 100)).toBeUndefined();
    expect(cache.get('a', 5_100)).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('keeps nothing when it is switched off', () => {
    const cache = new AnswerCache(0);
    cache.put('a', answer(1), 0);
    expect(cache.size).toBe(0);
  });

  it('replaces an answer, with its time', () => {
    const cache = new AnswerCache(1_000);
    cache.put('a', answer(1, '1'), 0);
    cache.put('a', answer(1, '2'), 900);
    expect(cache.get('a', 1_500)?.response.body.toString()).toBe('2');
    expect(cache.size).toBe(1);
  });

  it('keeps at most 100 answers, the latest', () => {
    const cache = new AnswerCache(1_000);
    for (let each = 0; each < 150; each++) cache.put(String(each), answer(1), each);
    expect(cache.size).toBe(100);
    expect(cache.get('49', 150)).toBeUndefined();
    expect(cache.get('50', 150)).toBeDefined();
  });

  it('keeps at most 4 MiB, and no answer that is larger', () => {
    const MIB = 1024 * 1024;
    const cache = new AnswerCache(1_000);
    cache.put('first', answer(1), 0);
    cache.put('huge', answer(4 * MIB + 1), 0);
    expect([cache.get('first', 0), cache.get('huge', 0)]).toEqual([expect.anything(), undefined]);
    cache.put('whole', answer(4 * MIB), 0);
    expect(cache.size).toBe(1);
    cache.put('small', answer(1), 0);
    expect(cache.get('whole', 0)).toBeUndefined();
    for (let each = 0; each < 8; each++) cache.put(String(each), answer(MIB), 0);
    expect(cache.size).toBe(4);
    // What has been replaced or has expired counts no more.
    for (let each = 0; each < 50; each++) cache.put('7', answer(MIB), 0);
    expect(cache.size).toBe(4);
    cache.put('next', answer(4 * MIB), 2_000);
    expect(cache.size).toBe(1);
  });

  it('drops what has expired when it takes something in', () => {
    const cache = new AnswerCache(1_000);
    cache.put('a', answer(1), 0);
    cache.put('b', answer(1), 500);
    cache.put('c', answer(1), 1_200);
    expect(cache.size).toBe(2);
  });
});
