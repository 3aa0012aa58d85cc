import { useState } from 'react';
import { formatMoney } from '../money/money.js';
import { useSession } from '../session/use-session.js';
import { Ago } from '../time/times.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { AddKeyDialog, EditKeyDialog, RevokeKeyDialog } from './api-key-dialogs.js';
import { useApiKeys, type ApiKey } from './use-api-keys.js';

type Open = { readonly kind: 'add' } | { readonly kind: 'edit' | 'revoke'; readonly apiKey: ApiKey } | null;

/** The keys with which this server is called, for administrators. */
export function ApiKeys() {
  const { data: keys, error, refetch } = useApiKeys();
  const [open, setOpen] = useState<Open>(null);
  const [showsRevoked, setShowsRevoked] = useState(false);
  const revoked = keys?.filter(({ revokedAt }) => revokedAt !== null).length ?? 0;
  const close = () => setOpen(null);
  return (
    <Card
      title="API keys"
      actions={
        <>
          {revoked > 0 && (
            <button
              type="button"
              className="chip"
              aria-pressed={showsRevoked}
              onClick={() => setShowsRevoked(!showsRevoked)}
            >
              Revoked <span className="chip-count">{revoked}</span>
            </button>
          )}
          <Button onClick={() => setOpen({ kind: 'add' })}>Make a key</Button>
        </>
      }
    >
      {error !== null && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {keys === undefined && error === null && <Skeleton lines={3} height="2.5rem" />}
      {keys !== undefined && (
        <div className="table-frame">
          <table className="table table-folding">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Scope</th>
                <th scope="col">Budget</th>
                <th scope="col">Made</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {keys
                .filter(({ revokedAt }) => showsRevoked || revokedAt === null)
                .map((apiKey) => (
                  <KeyRow
                    key={apiKey.id}
                    apiKey={apiKey}
                    onEdit={() => setOpen({ kind: 'edit', apiKey })}
                    onRevoke={() => setOpen({ kind: 'revoke', apiKey })}
                  />
                ))}
            </tbody>
          </table>
        </div>
      )}
      {open?.kind === 'add' && <AddKeyDialog onClose={close} />}
      {open?.kind === 'edit' && <EditKeyDialog apiKey={open.apiKey} onClose={close} />}
      {open?.kind === 'revoke' && <RevokeKeyDialog apiKey={open.apiKey} onClose={close} />}
    </Card>
  );
}

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly onEdit: () => void;
  readonly onRevoke: () => void;
}

function KeyRow({ apiKey, onEdit, onRevoke }: KeyRowProps) {
  const { session } = useSession();
  const { id, name, scope, maxCost, createdAt, lastUsedAt, revokedAt } = apiKey;
  return (
    <tr>
      <td className="system-key-name">
        <b>{name}</b> {session.keyId === id && <span className="hint">(this session)</span>}
        <span className="hint mono system-key-id">{id}</span>
      </td>
      <td>{revokedAt === null ? scope : <Badge tone="quiet">revoked</Badge>}</td>
      <td>
        <Narrow>budget </Narrow>
        {maxCost === null ? <span className="muted">no limit</span> : formatMoney(maxCost)}
      </td>
      <td>
        <Narrow>made </Narrow>
        <Ago at={createdAt} />
      </td>
      <td>
        <Narrow>used </Narrow>
        {lastUsedAt === null ? <span className="muted">never</span> : <Ago at={lastUsedAt} />}
      </td>
      <td className="system-key-buttons">
        {revokedAt === null && (
          <>
            <Button isSmall aria-label={`Edit ${name}`} onClick={onEdit}>
              Edit
            </Button>
            <Button isSmall aria-label={`Revoke ${name}`} onClick={onRevoke}>
              Revoke
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

/** What a figure is, where the head of the table does not show. */
function Narrow({ children }: { readonly children: string }) {
  return <span className="hint narrow-only">{children}</span>;
}
