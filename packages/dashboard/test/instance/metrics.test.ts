import { expect, it } from 'vitest';
import type { Metrics } from '../../src/api/schemas.js';
import { gapOf, linesOf } from '../../src/instance/metrics.js';

const times = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T01:00:00.000Z' };

it('draws what was measured, and leaves out a line of nothing', () => {
  const gpu = [
    { at: times.from, utilisationPercent: 40, memoryPercent: null },
    { at: times.to, utilisationPercent: 60, memoryPercent: null },
  ];
  expect(linesOf({ ...times, intervalSeconds: 30, gpu })).toEqual([
    {
      name: 'GPU',
      points: [
        { at: Date.parse(times.from), value: 40 },
        { at: Date.parse(times.to), value: 60 },
      ],
    },
  ]);
});

it('takes a few missing measurements for a gap', () => {
  const metrics: Metrics = { ...times, intervalSeconds: 10, gpu: [] };
  expect(gapOf(metrics)).toBe(30_000);
  expect(gapOf({ ...metrics, intervalSeconds: null })).toBe(180_000);
});
