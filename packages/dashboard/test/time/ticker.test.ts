import { expect, it } from 'vitest';
import { Ticker } from '../../src/time/ticker.js';

it('ticks for all together, and only while somebody listens', () => {
  let now = 1_000;
  let running: (() => void)[] = [];
  const ticker = new Ticker({
    now: () => now,
    every: (_ms, tick) => {
      running.push(tick);
      return () => (running = running.filter((each) => each !== tick));
    },
  });
  const seen: string[] = [];
  const first = ticker.subscribe(() => seen.push(`first ${ticker.now()}`));
  const second = ticker.subscribe(() => seen.push(`second ${ticker.now()}`));
  expect(running).toHaveLength(1);
  now = 2_000;
  running[0]?.();
  expect(seen).toEqual(['first 2000', 'second 2000']);
  first();
  expect(running).toHaveLength(1);
  second();
  expect(running).toHaveLength(0);
  now = 9_000;
  ticker.subscribe(() => undefined);
  expect(ticker.now()).toBe(9_000);
});
