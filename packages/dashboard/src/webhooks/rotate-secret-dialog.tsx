import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { formatTime } from '../time/times.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Field } from '../ui/field.js';
import { SecretOnce } from '../ui/secret-once.js';
import type { WebhookEndpoint } from './endpoint-health.js';
import { useRefreshWebhooks } from './use-endpoints.js';

const HOUR_S = 3_600;
const OVERLAPS: readonly (readonly [seconds: number, name: string])[] = [
  [HOUR_S, 'for an hour more'],
  [24 * HOUR_S, 'for a day more'],
  [3 * 24 * HOUR_S, 'for three days more'],
  [7 * 24 * HOUR_S, 'for a week more'],
  [0, 'not at all: it has leaked'],
];

/** Replaces the signing secret, and shows the new one once. */
export function RotateSecretDialog({
  endpoint,
  onClose,
}: {
  readonly endpoint: WebhookEndpoint;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const refresh = useRefreshWebhooks();
  const [overlapSeconds, setOverlapSeconds] = useState(24 * HOUR_S);
  const rotation = useMutation({
    mutationFn: () =>
      api.post<Schemas['NewWebhookEndpoint']>(`/v1/webhook-endpoints/${endpoint.id}/rotate-secret`, { overlapSeconds }),
    onSuccess: refresh,
  });
  if (rotation.isSuccess) {
    const { secret, oldSecretUntil } = rotation.data;
    return (
      <SecretOnce title="The new signing secret" of="signing secret" secret={secret} onClose={onClose}>
        <p>
          {oldSecretUntil === null
            ? 'The old secret signs no more: what the receiver gets before it knows the new one, it will refuse, and it is tried again.'
            : `Both secrets sign until ${formatTime(oldSecretUntil)}. Give the receiver the new one before then.`}
        </p>
      </SecretOnce>
    );
  }
  return (
    <ConfirmDialog
      title="Rotate the signing secret?"
      action="Rotate"
      isBusy={rotation.isPending}
      error={rotation.error}
      onConfirm={() => rotation.mutate()}
      onClose={onClose}
    >
      <p>
        A new secret signs what is sent to <b>{endpoint.url}</b>. It is shown once.
      </p>
      <Field label="The old secret signs as well" hint="So that nothing is refused while the receiver is changed">
        {(control) => (
          <select
            className="select"
            {...control}
            value={overlapSeconds}
            onChange={({ target }) => setOverlapSeconds(Number(target.value))}
          >
            {OVERLAPS.map(([seconds, name]) => (
              <option key={seconds} value={seconds}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ConfirmDialog>
  );
}
