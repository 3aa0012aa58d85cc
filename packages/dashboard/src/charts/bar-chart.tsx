import { useMedia } from '../ui/use-media.js';
import { isLabelShown, roundedUp } from './scale.js';

interface Bar {
  /** What it stands for: “12 Nov”. */
  readonly label: string;
  /** Its height: at least 0, in any unit. */
  readonly value: number;
  /** Its value in words: “$3.20”. */
  readonly text: string;
}

interface BarChartProps {
  /** What is shown: “Cost per day”. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Puts a height of the scale into words. */
  readonly format: (value: number) => string;
}

/** Labels below the bars, at most: more would touch each other. */
const MOST_LABELS = 8;
const MOST_ON_A_PHONE = 4;

/** Bars beside each other. To a screen reader it is a list of their names and values. */
export function BarChart({ label, bars, format }: BarChartProps) {
  const mostLabels = useMedia('(max-width: 45rem)') ? MOST_ON_A_PHONE : MOST_LABELS;
  const top = roundedUp(Math.max(0, ...bars.map(({ value }) => value)));
  return (
    <figure className="chart">
      <div className="chart-scale nums" aria-hidden="true">
        {[top, top / 2, 0].map((value) => (
          <span key={value}>{format(value)}</span>
        ))}
      </div>
      <ol className="chart-bars" aria-label={label}>
        {bars.map(({ label: name, value, text }, index) => (
          <li key={name}>
            <span className="visually-hidden">
              {name}: {text}
            </span>
            <span className="chart-bar" aria-hidden="true" style={{ height: `${(100 * value) / top}%` }} />
            <span className="chart-tip" aria-hidden="true">
              {name} <b>{text}</b>
            </span>
            <span className="chart-name" aria-hidden="true">
              {isLabelShown(index, bars.length, mostLabels) ? name : ''}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
