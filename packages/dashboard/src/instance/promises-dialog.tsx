import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import type { Instance, Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useFleet } from '../live/use-fleet.js';
import { ErrorNote } from '../ui/error-note.js';
import { FormDialog } from '../ui/form-dialog.js';
import { InputField } from '../ui/input-field.js';
import { useToast } from '../ui/toasts.js';
import { changeOf, formOf, type PromisesErrors } from './promises-change.js';

interface PromisesDialogProps {
  readonly instance: Instance;
  readonly onClose: () => void;
}

/** Changes the budget and the time of an instance. */
export function PromisesDialog({ instance, onClose }: PromisesDialogProps) {
  const api = useApi();
  const { store } = useFleet();
  const toast = useToast();
  const [before] = useState(() => formOf(instance));
  const [form, setForm] = useState(before);
  const [errors, setErrors] = useState<PromisesErrors>({});
  const save = useMutation({
    mutationFn: (change: Schemas['ChangeInstanceRequest']) =>
      api.patch<Instance>(`/v1/instances/${encodeURIComponent(instance.id)}`, change),
    onSuccess: (answer) => {
      store.put([answer], Date.now());
      toast.done('The promises were changed');
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError) setErrors(fieldErrors(error));
    },
  });

  function submit() {
    const { change, errors: wrong } = changeOf(form, before);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    if (Object.keys(change).length === 0) onClose();
    else save.mutate(change);
  }

  return (
    <FormDialog title="Change the promises" action="Save" isBusy={save.isPending} onSubmit={submit} onClose={onClose}>
      <InputField
        label="Budget in US dollars"
        hint="It is stopped when it has cost this much, and you are told at 80 %. Empty: no budget."
        error={errors.maxCost}
        inputMode="decimal"
        value={form.maxCost}
        onChange={(maxCost) => setForm({ ...form, maxCost })}
      />
      <InputField
        label="Stop after"
        hint="Counted from when it was last asked up: 90m, 8h or 2d 12h. Empty: never."
        error={errors.stopAfter}
        value={form.stopAfter}
        onChange={(stopAfter) => setForm({ ...form, stopAfter })}
      />
      {save.error !== null && <ErrorNote error={save.error} />}
    </FormDialog>
  );
}

function fieldErrors({ fields }: ApiError): PromisesErrors {
  const of = (name: string) => fields.find(({ field }) => field === name)?.message;
  const [maxCost, stopAfter] = [of('maxCost'), of('stopAfterMs')];
  return { ...(maxCost !== undefined && { maxCost }), ...(stopAfter !== undefined && { stopAfter }) };
}
