import { useState, type ReactNode } from 'react';
import { formatMoney } from '../money/money.js';
import { formatDuration } from '../time/format-duration.js';
import { Button } from '../ui/button.js';
import type { CostShare } from './usage-series.js';

const SHOWN_FIRST = 10;

interface ShareTableProps {
  /** What a row stands for: “Instance”. */
  readonly of: string;
  readonly shares: readonly CostShare[];
  /** False when there are more rows than were read. */
  readonly isAll: boolean;
  readonly nameOf: (id: string) => ReactNode;
}

/** What each cost, and its part of the whole. */
export function ShareTable({ of, shares, isAll, nameOf }: ShareTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (shares.length === 0) return <p className="muted">Nothing ran in these days.</p>;
  const shown = isOpen ? shares : shares.slice(0, SHOWN_FIRST);
  return (
    <>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{of}</th>
              <th scope="col" className="number">
                Time
              </th>
              <th scope="col" className="number">
                Cost
              </th>
              <th scope="col" className="number">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, cost, meteredMs, unpricedMs, perMille }) => (
              <tr key={id}>
                <td className="costs-name">
                  {nameOf(id)}
                  <span className="costs-share" aria-hidden="true">
                    <span style={{ width: `${perMille / 10}%` }} />
                  </span>
                </td>
                <td className="number">
                  {formatDuration(meteredMs)}
                  {unpricedMs > 0 && <span className="hint costs-unpriced">{formatDuration(unpricedMs)} unpriced</span>}
                </td>
                <td className="number">{formatMoney(cost)}</td>
                <td className="number">{(perMille / 10).toFixed(1)}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shares.length > SHOWN_FIRST && (
        <Button isSmall variant="ghost" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `Show all ${shares.length}`}
        </Button>
      )}
      {!isAll && <p className="hint">There are more; look at fewer days to see them.</p>}
    </>
  );
}
