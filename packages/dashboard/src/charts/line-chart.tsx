import { useState } from 'react';
import { linePath, nearest, type Point } from './line-path.js';

export interface Line {
  readonly name: string;
  /** In the order of time. */
  readonly points: readonly Point[];
}

interface LineChartProps {
  /** What is shown: “GPU utilisation”. */
  readonly label: string;
  readonly lines: readonly Line[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** The value at the upper edge; 0 is at the lower one. */
  readonly top: number;
  /** No line is drawn between points that are farther apart, in milliseconds. */
  readonly gapMs: number;
  /** Puts a value into words. */
  readonly format: (value: number) => string;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** Lines over a time. A screen reader gets latest, mean and highest value of each. */
export function LineChart({ label, lines, from, to, top, gapMs, format }: LineChartProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const shown = pointed === null ? [] : lines.map(({ points }) => nearest(points, pointed));
  const at = shown.find((point) => point !== undefined)?.at ?? null;
  return (
    <figure className="chart chart-line">
      <div className="chart-scale nums" aria-hidden="true">
        {[top, top / 2, 0].map((value) => (
          <span key={value}>{format(value)}</span>
        ))}
      </div>
      <div
        className="chart-area"
        onPointerMove={({ currentTarget, clientX }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          setPointed(from + ((to - from) * (clientX - left)) / width);
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path className="chart-grid" d="M0 0H100M0 50H100M0 100H100" />
          {lines.map(({ name, points }, index) => (
            <path key={name} className={`line line-${index % 4}`} d={linePath(points, from, to, top, gapMs)} />
          ))}
          {at !== null && (
            <path className="chart-pointer" d={`M${((100 * (at - from)) / Math.max(1, to - from)).toFixed(2)} 0V100`} />
          )}
        </svg>
        <div className="chart-times nums" aria-hidden="true">
          <span>{CLOCK.format(from)}</span>
          <span>{CLOCK.format((from + to) / 2)}</span>
          <span>{CLOCK.format(to)}</span>
        </div>
      </div>
      <figcaption className="chart-legend nums">
        <span className="visually-hidden">{label}</span>
        {lines.map(({ name, points }, index) => {
          const point = shown[index] ?? points.at(-1);
          return (
            <span key={name} className={`legend line-${index % 4}`}>
              {name} <b>{point === undefined ? '–' : format(point.value)}</b>
              {at !== null && shown[index] !== undefined && ` at ${CLOCK.format(at)}`}
              {pointed === null && points.length > 0 && <span className="muted"> {summaryOf(points, format)}</span>}
            </span>
          );
        })}
      </figcaption>
    </figure>
  );
}

function summaryOf(points: readonly Point[], format: (value: number) => string): string {
  const values = points.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `mean ${format(mean)}, highest ${format(Math.max(...values))}`;
}
