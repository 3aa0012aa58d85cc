import type { Metrics } from '../api/schemas.js';
import type { Line } from '../charts/line-chart.js';

/** Between measurements when the cloud does not say, in seconds. */
const USUAL_SECONDS = 60;

/** Points farther apart than this have none between them, in milliseconds. */
export function gapOf({ intervalSeconds }: Metrics): number {
  return (intervalSeconds ?? USUAL_SECONDS) * 3_000;
}

/** The lines of the chart; a measurement that is missing everywhere has none. */
export function linesOf({ gpu }: Metrics): Line[] {
  const line = (name: string, valueOf: (point: Metrics['gpu'][number]) => number | null): Line => ({
    name,
    points: gpu.flatMap((point) => {
      const value = valueOf(point);
      return value === null ? [] : [{ at: Date.parse(point.at), value }];
    }),
  });
  return [line('GPU', (point) => point.utilisationPercent), line('Memory', (point) => point.memoryPercent)].filter(
    ({ points }) => points.length > 0,
  );
}
