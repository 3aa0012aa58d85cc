import { systemClock, type Clock } from '@novita-fleet/resilience';

/**
 * The real time, running faster: for tests of hours that must not last hours and yet do real input and output.
 *
 * @param speed - seconds of this clock in a real second.
 */
export function acceleratedClock(speed: number): Clock {
  const startedAt = systemClock.now();
  const origin = systemClock.monotonic();
  const passed = (): number => (systemClock.monotonic() - origin) * speed;
  return {
    now: () => Math.round(startedAt + passed()),
    monotonic: passed,
    setTimeout: (callback, delayMs, background) => systemClock.setTimeout(callback, delayMs / speed, background),
  };
}
