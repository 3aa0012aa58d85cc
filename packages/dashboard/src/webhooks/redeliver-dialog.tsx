import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { InputField } from '../ui/input-field.js';
import { Segments } from '../ui/segments.js';
import { useToast } from '../ui/toasts.js';
import type { WebhookEndpoint } from './endpoint-health.js';
import { useRefreshWebhooks } from './use-endpoints.js';

/** Sends once more what was given up, or all events of a time. */
export function RedeliverDialog({
  endpoint,
  onClose,
}: {
  readonly endpoint: WebhookEndpoint;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const toast = useToast();
  const refresh = useRefreshWebhooks();
  const [what, setWhat] = useState<'dead' | 'all'>('dead');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [hasTried, setHasTried] = useState(false);
  const redelivery = useMutation({
    mutationFn: () =>
      api.post<Schemas['Redelivered']>(`/v1/webhook-endpoints/${endpoint.id}/redeliver`, {
        what,
        ...(from !== '' && { from: new Date(from).toISOString() }),
        ...(to !== '' && { to: new Date(to).toISOString() }),
      }),
    onSuccess: ({ count }) => {
      refresh();
      toast.done(count === 1 ? '1 delivery is sent once more' : `${count} deliveries are sent once more`);
      onClose();
    },
  });
  const isMissing = what === 'all' && from === '';
  const dead = endpoint.health.dead;
  return (
    <ConfirmDialog
      title="Send again"
      action="Send again"
      isBusy={redelivery.isPending}
      error={redelivery.error}
      onConfirm={() => {
        setHasTried(true);
        if (!isMissing) redelivery.mutate();
      }}
      onClose={onClose}
    >
      <div>
        <Segments
          label="What is sent again"
          value={what}
          options={[
            { value: 'dead', name: `What was given up (${dead})` },
            { value: 'all', name: 'Every event of a time' },
          ]}
          onChange={setWhat}
        />
      </div>
      <p className="hint">
        {what === 'dead'
          ? 'With the whole schedule before it, as if it were new.'
          : 'Whether it was delivered before or not. A receiver that knows the ids of events drops what it has handled.'}
      </p>
      <div className="webhooks-window">
        <InputField
          label={what === 'all' ? 'Since' : 'Since (optional)'}
          error={hasTried && isMissing ? 'Say since when.' : null}
          type="datetime-local"
          value={from}
          onChange={setFrom}
        />
        <InputField label="Until (optional)" type="datetime-local" value={to} onChange={setTo} />
      </div>
    </ConfirmDialog>
  );
}
