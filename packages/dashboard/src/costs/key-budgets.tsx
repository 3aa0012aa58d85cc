import { useState } from 'react';
import { Link } from 'wouter';
import type { Money } from '../api/schemas.js';
import { formatMoney, usd } from '../money/money.js';
import { useApiKeys } from '../system/use-api-keys.js';
import { Badge } from '../ui/badge.js';
import { Card } from '../ui/card.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { budgetStand } from './budget-stand.js';
import { lastDays } from './usage-range.js';
import { useUsage } from './use-usage.js';

/** The longest time that the server adds up. */
const DAYS = 366;

/** How much of the budget of each API key is used. */
export function KeyBudgets() {
  const [year] = useState(() => lastDays(DAYS, Date.now()));
  const keys = useApiKeys();
  const usage = useUsage(year, 'key');
  const error = keys.error ?? usage.error;
  const budgets = keys.data?.flatMap(({ id, name, maxCost, revokedAt }) =>
    maxCost === null ? [] : [{ id, name, maxCost, isRevoked: revokedAt !== null }],
  );
  const used = new Map(usage.data?.data.map(({ owner, cost }) => [owner, cost]));
  return (
    <Card title="Budgets of API keys">
      {error !== null && <ErrorNote error={error} />}
      {budgets === undefined || usage.data === undefined ? (
        error === null && <Skeleton lines={2} height="3rem" />
      ) : budgets.length === 0 ? (
        <p className="muted">
          No key has a budget. Give one to a key on the <Link href="/system">system screen</Link>: its instances are
          stopped when it is used up.
        </p>
      ) : (
        <ul className="costs-budgets">
          {budgets.map(({ id, name, maxCost, isRevoked }) => (
            <li key={id}>
              <Budget name={isRevoked ? `${name} (revoked)` : name} used={used.get(id) ?? usd(0)} maxCost={maxCost} />
            </li>
          ))}
        </ul>
      )}
      <p className="hint costs-budget-hint">By what was used within a year. The server counts what was before, too.</p>
    </Card>
  );
}

function Budget({ name, used, maxCost }: { readonly name: string; readonly used: Money; readonly maxCost: Money }) {
  const { perMille, level } = budgetStand(used, maxCost);
  return (
    <>
      <div className="costs-budget-head">
        <b>{name}</b>
        {level !== 'ok' && (
          <Badge tone={level === 'used' ? 'bad' : 'warn'}>{level === 'used' ? 'used up' : 'nearly used up'}</Badge>
        )}
        <span className="nums">
          {formatMoney(used)} of {formatMoney(maxCost)}
        </span>
      </div>
      <div
        className="costs-meter"
        data-level={level}
        role="meter"
        aria-label={`Budget of ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(perMille / 10))}
        aria-valuetext={`${formatMoney(used)} of ${formatMoney(maxCost)}`}
      >
        <span style={{ width: `${Math.min(100, perMille / 10)}%` }} />
      </div>
    </>
  );
}
