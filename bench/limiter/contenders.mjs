// The limiters of the bench. Each entry makes a limiter of that `burst`, full at first, and returns the function that
// waits for one of its slots.
import { performance } from 'node:perf_hooks';

/** So high that one timer gives many slots: what is left to see is the limiter's own work. */
export const SLOTS_PER_MS = 1_000;
/** The window of the array of timestamps, in slots; as long as ten bursts. */
export const WINDOW = 10_000;

const load = async (path) => (await import(path)).default;

async function fleet(burst) {
  const { RateLimiter } = await import('../../packages/resilience/dist/index.js');
  return new RateLimiter({ requestsPerMinute: SLOTS_PER_MS * 60_000, burst, maxQueue: Infinity });
}

export const CONTENDERS = {
  'Novita Fleet': async (burst) => {
    const limiter = await fleet(burst);
    return () => limiter.waitForSlot();
  },

  'with signal and deadline': async (burst) => {
    const limiter = await fleet(burst);
    const { signal } = new AbortController();
    return () => limiter.waitForSlot(signal, performance.now() + 600_000);
  },

  'p-throttle': async (burst) => {
    const pThrottle = await load('p-throttle');
    return pThrottle({ limit: burst, interval: burst / SLOTS_PER_MS })(() => undefined);
  },

  'array token bucket': (burst) => {
    const waiting = [];
    let tokens = burst;
    let filledAt = performance.now();
    const take = () => {
      const now = performance.now();
      tokens = Math.min(burst, tokens + (now - filledAt) * SLOTS_PER_MS);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
    const drain = () => {
      while (waiting.length > 0 && take()) waiting.shift()();
      if (waiting.length > 0) setTimeout(drain, 1);
    };
    return () => {
      if (waiting.length === 0 && take()) return Promise.resolve();
      return new Promise((resolve) => {
        if (waiting.push(resolve) === 1) setTimeout(drain, 1);
      });
    };
  },

  // Its window is longer than the burst of the others, and begins with as many slots given as leave `burst` free.
  'array of timestamps': (burst) => {
    const windowMs = WINDOW / SLOTS_PER_MS;
    const begin = performance.now() - windowMs;
    let given = Array.from({ length: Math.max(0, WINDOW - burst) }, (_, each) => begin + (burst + each) / SLOTS_PER_MS);
    let before = Promise.resolve();
    const acquire = async () => {
      for (;;) {
        const now = performance.now();
        given = given.filter((at) => now - at < windowMs);
        if (given.length < WINDOW) break;
        await new Promise((resolve) => setTimeout(resolve, given[0] + windowMs - now));
      }
      given.push(performance.now());
    };
    return () => (before = before.then(acquire));
  },

  bottleneck: async (burst) => {
    const Bottleneck = await load('bottleneck');
    // With a burst it would have a reservoir, which is filled up at most four times a second.
    const limiter = burst > SLOTS_PER_MS ? new Bottleneck() : new Bottleneck({ minTime: 1 / SLOTS_PER_MS });
    const nothing = () => Promise.resolve();
    return () => limiter.schedule(nothing);
  },

  // No limiter: what a promise and a timer for each millisecond cost.
  'bare promises': () => {
    const waiting = [];
    let next = 0;
    const drain = () => {
      for (let each = 0; each < SLOTS_PER_MS && next < waiting.length; each++) waiting[next++]();
      if (next < waiting.length) setTimeout(drain, 1);
    };
    return () =>
      new Promise((resolve) => {
        if (waiting.push(resolve) - next === 1) setTimeout(drain, 1);
      });
  },
};
