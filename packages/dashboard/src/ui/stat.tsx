import type { ReactNode } from 'react';

interface StatProps {
  readonly name: string;
  readonly value: ReactNode;
  /** What stands below it: one line. */
  readonly note?: ReactNode;
}

/** A figure with its name. Put several of them into a `div` of the class `stats`. */
export function Stat({ name, value, note }: StatProps) {
  return (
    <div className="stat">
      <p className="stat-name">{name}</p>
      <p className="stat-value">{value}</p>
      <p className="stat-note">{note}</p>
    </div>
  );
}
