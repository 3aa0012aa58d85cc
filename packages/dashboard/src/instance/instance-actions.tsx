import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Instance } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useFleet } from '../live/use-fleet.js';
import { useSession } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { useToast } from '../ui/toasts.js';
import { actionsOf, type Action } from './actions.js';

/** What can be done with an instance. Each asks first, and says what it means. */
export function InstanceActions({ instance }: { readonly instance: Instance }) {
  const api = useApi();
  const fleet = useFleet();
  const toast = useToast();
  const { whyReadOnly } = useSession();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Action | null>(null);
  const act = useMutation({
    mutationFn: ({ name }: Action) => {
      const path = `/v1/instances/${encodeURIComponent(instance.id)}`;
      return name === 'delete' ? api.delete<Instance>(path) : api.post<Instance>(`${path}/${name}`);
    },
    onSuccess: (answer, action) => {
      fleet.store.put([answer], Date.now());
      fleet.reread(instance.id);
      setAsked(null);
      toast.done(action.asked, 'This page follows what becomes of it.');
      if (answer.id !== instance.id) navigate(`/instances/${encodeURIComponent(answer.id)}`);
    },
  });
  return (
    <>
      {actionsOf(instance).map((action) => (
        <Button
          key={action.name}
          whyDisabled={whyReadOnly}
          onClick={() => {
            act.reset();
            setAsked(action);
          }}
        >
          {action.title}…
        </Button>
      ))}
      {asked !== null && (
        <ConfirmDialog
          title={`${asked.title} “${instance.name}”?`}
          action={asked.title}
          isDangerous={asked.isDangerous}
          isBusy={act.isPending}
          error={act.error}
          onConfirm={() => act.mutate(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{asked.meaning}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
