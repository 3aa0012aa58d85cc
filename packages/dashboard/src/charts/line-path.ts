export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/**
 * Lines through points, as the `d` of an SVG path in a box of 100 by 100. Where points are farther apart than `gapMs`,
 * nothing was measured and no line is drawn.
 *
 * @param top - the value at the upper edge; 0 is at the lower one.
 */
export function linePath(points: readonly Point[], from: number, to: number, top: number, gapMs: number): string {
  let before: number | null = null;
  const steps = points.map(({ at, value }) => {
    const isApart = before === null || at - before > gapMs;
    before = at;
    const x = (100 * (at - from)) / Math.max(1, to - from);
    const y = 100 - (100 * Math.min(Math.max(value, 0), top)) / top;
    return `${isApart ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return steps.join('');
}

/** The point that is nearest to a time; undefined without points. */
export function nearest(points: readonly Point[], at: number): Point | undefined {
  let best: Point | undefined;
  for (const point of points) if (best === undefined || Math.abs(point.at - at) < Math.abs(best.at - at)) best = point;
  return best;
}
