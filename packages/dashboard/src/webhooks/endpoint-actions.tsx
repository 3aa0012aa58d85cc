import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useApi } from '../api/use-api.js';
import { useSession } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { useToast } from '../ui/toasts.js';
import type { Delivery } from './delivery-view.js';
import { EditEndpointDialog } from './endpoint-dialogs.js';
import { RedeliverDialog } from './redeliver-dialog.js';
import { RotateSecretDialog } from './rotate-secret-dialog.js';
import type { WebhookEndpoint } from './endpoint-health.js';
import { useForgetEndpoint, useRefreshWebhooks } from './use-endpoints.js';

interface EndpointActionsProps {
  readonly endpoint: WebhookEndpoint;
  /** Only what is needed often. */
  readonly isShort?: boolean;
  readonly onRemoved?: () => void;
}

type Open = 'edit' | 'rotate' | 'redeliver' | 'remove' | null;

/** What can be done with an endpoint. */
export function EndpointActions({ endpoint, isShort = false, onRemoved }: EndpointActionsProps) {
  const api = useApi();
  const toast = useToast();
  const refresh = useRefreshWebhooks();
  const forget = useForgetEndpoint();
  const { whyReadOnly } = useSession();
  const [, setSearch] = useSearchParams();
  const [open, setOpen] = useState<Open>(null);
  const path = `/v1/webhook-endpoints/${endpoint.id}`;
  const close = () => setOpen(null);

  const test = useMutation({
    mutationFn: () => api.post<Delivery>(`${path}/test`),
    onSuccess: ({ id }) => {
      refresh();
      // What came of it is seen there, as soon as it has.
      setSearch((before) => ({ ...Object.fromEntries(before), delivery: id }));
    },
    onError: (error) => toast.failed('The test event was not sent', error),
  });
  const enable = useMutation({
    mutationFn: (enabled: boolean) => api.patch<WebhookEndpoint>(path, { enabled }),
    onSuccess: ({ enabled }) => {
      refresh();
      toast.done(enabled ? 'Enabled' : 'Disabled', enabled ? 'What waited is sent now.' : 'Nothing is sent to it now.');
    },
    onError: (error) => toast.failed('It was not changed', error),
  });
  const remove = useMutation({
    mutationFn: () => api.delete(path),
    onSuccess: () => {
      forget(endpoint.id);
      toast.done('The endpoint was removed');
      close();
      onRemoved?.();
    },
  });

  const whyNoSending = whyReadOnly ?? (endpoint.enabled ? undefined : 'It is disabled: enable it first.');
  return (
    <>
      <Button isSmall={isShort} whyDisabled={whyNoSending} isBusy={test.isPending} onClick={() => test.mutate()}>
        Send a test event
      </Button>
      <Button
        isSmall={isShort}
        variant={endpoint.enabled ? 'default' : 'primary'}
        whyDisabled={whyReadOnly}
        isBusy={enable.isPending}
        onClick={() => enable.mutate(!endpoint.enabled)}
      >
        {endpoint.enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button isSmall={isShort} whyDisabled={whyReadOnly} onClick={() => setOpen('rotate')}>
        Rotate secret
      </Button>
      {!isShort && (
        <>
          <Button whyDisabled={whyNoSending} onClick={() => setOpen('redeliver')}>
            Send again…
          </Button>
          <Button whyDisabled={whyReadOnly} onClick={() => setOpen('edit')}>
            Edit
          </Button>
          <Button whyDisabled={whyReadOnly} onClick={() => setOpen('remove')}>
            Remove
          </Button>
        </>
      )}
      {open === 'edit' && <EditEndpointDialog endpoint={endpoint} onClose={close} />}
      {open === 'rotate' && <RotateSecretDialog endpoint={endpoint} onClose={close} />}
      {open === 'redeliver' && <RedeliverDialog endpoint={endpoint} onClose={close} />}
      {open === 'remove' && (
        <ConfirmDialog
          title="Remove this endpoint?"
          action="Remove"
          isDangerous
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          <p>
            <b>{endpoint.url}</b> gets no more events. What waits for it is not sent, and the log of its deliveries is
            gone. To pause it, disable it instead.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
