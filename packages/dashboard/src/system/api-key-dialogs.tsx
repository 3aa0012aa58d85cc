import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../api/api-error.js';
import type { Money, Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { useSession } from '../session/use-session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { Field } from '../ui/field.js';
import { InputField } from '../ui/input-field.js';
import { FormDialog } from '../ui/form-dialog.js';
import { SecretOnce } from '../ui/secret-once.js';
import { useToast } from '../ui/toasts.js';
import { API_KEYS, type ApiKey } from './use-api-keys.js';

type Scope = ApiKey['scope'];

const SCOPES: readonly (readonly [Scope, string])[] = [
  ['read', 'read: look'],
  ['write', 'write: change, too'],
  ['admin', 'admin: all of it for every key, and keys'],
];

function useRefreshKeys(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: API_KEYS });
}

/** Makes a key, and shows it once. */
export function AddKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const refresh = useRefreshKeys();
  const [scope, setScope] = useState<Scope>('write');
  const creation = useMutation({
    mutationFn: ({ name, maxCost }: KeyWish) =>
      api.post<Schemas['NewApiKey']>('/v1/api-keys', { name, scope, ...(maxCost !== null && { maxCost }) }),
    onSuccess: refresh,
  });
  if (creation.isSuccess) {
    return (
      <SecretOnce title="The new API key" of="API key" secret={creation.data.key} onClose={onClose}>
        <p>
          Programs take it from <code>NOVITA_FLEET_API_KEY</code>.
        </p>
      </SecretOnce>
    );
  }
  return (
    <KeyForm
      title="Make an API key"
      action="Make it"
      name=""
      maxCost={null}
      isBusy={creation.isPending}
      error={creation.error}
      onSubmit={creation.mutate}
      onClose={onClose}
    >
      <Field label="Scope">
        {(control) => (
          <select
            className="select"
            {...control}
            value={scope}
            onChange={({ target }) => setScope(target.value as Scope)}
          >
            {SCOPES.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </KeyForm>
  );
}

/** Changes name and budget of a key. */
export function EditKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const api = useApi();
  const toast = useToast();
  const refresh = useRefreshKeys();
  const change = useMutation({
    mutationFn: (wish: KeyWish) => api.patch<ApiKey>(`/v1/api-keys/${apiKey.id}`, wish),
    onSuccess: ({ name }) => {
      refresh();
      toast.done(`${name} was changed`);
      onClose();
    },
  });
  return (
    <KeyForm
      title={`Edit ${apiKey.name}`}
      action="Save"
      name={apiKey.name}
      maxCost={apiKey.maxCost}
      isBusy={change.isPending}
      error={change.error}
      onSubmit={change.mutate}
      onClose={onClose}
    />
  );
}

/** Has a key refused from now on. */
export function RevokeKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const api = useApi();
  const toast = useToast();
  const refresh = useRefreshKeys();
  const { session } = useSession();
  const revocation = useMutation({
    mutationFn: () => api.delete<ApiKey>(`/v1/api-keys/${apiKey.id}`),
    onSuccess: ({ name }) => {
      refresh();
      toast.done(`${name} was revoked`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Revoke ${apiKey.name}?`}
      action="Revoke"
      isDangerous
      isBusy={revocation.isPending}
      error={revocation.error}
      onConfirm={() => revocation.mutate()}
      onClose={onClose}
    >
      <p>
        It is refused from now on, for good. Its instances go on and cost, and so do its budget and its webhook
        endpoints.
      </p>
      {session.keyId === apiKey.id && (
        <p>
          <b>You are signed in with this key:</b> this session ends.
        </p>
      )}
    </ConfirmDialog>
  );
}

interface KeyWish {
  readonly name: string;
  /** In USD; null for no limit. */
  readonly maxCost: string | null;
}

interface KeyFormProps {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly maxCost: Money | null;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly children?: React.ReactNode;
  readonly onSubmit: (wish: KeyWish) => void;
  readonly onClose: () => void;
}

function KeyForm(props: KeyFormProps) {
  const { title, action, isBusy, error, children, onSubmit, onClose } = props;
  const [name, setName] = useState(props.name);
  const [budget, setBudget] = useState(props.maxCost === null ? '' : decimalOf(props.maxCost));
  const [hasTried, setHasTried] = useState(false);
  const refused = error instanceof ApiError ? error.fields : [];
  const refusal = (field: string) => refused.find((each) => each.field === field)?.message;
  const amount = budget.trim();
  const nameProblem = name.trim() === '' ? 'Name what it is for.' : undefined;
  const isAmount = amount === '' || (/^\d{1,9}(\.\d{1,5})?$/.test(amount) && /[1-9]/.test(amount));
  const budgetProblem = isAmount ? undefined : 'Must be an amount in USD such as 100 or 0.5.';

  function submit() {
    setHasTried(true);
    if (nameProblem !== undefined || budgetProblem !== undefined || isBusy) return;
    onSubmit({ name: name.trim(), maxCost: amount === '' ? null : amount });
  }

  return (
    <FormDialog title={title} action={action} isBusy={isBusy} onSubmit={submit} onClose={onClose}>
      <InputField
        label="Name"
        error={(hasTried ? nameProblem : undefined) ?? refusal('name')}
        placeholder="CI"
        maxLength={200}
        value={name}
        onChange={setName}
      />
      {children}
      <InputField
        label="Budget, USD"
        error={(hasTried ? budgetProblem : undefined) ?? refusal('maxCost')}
        hint="What all its instances may cost together. They are stopped when it is used up."
        inputMode="decimal"
        placeholder="no limit"
        value={budget}
        onChange={setBudget}
      />
      {error !== null && refused.length === 0 && <ErrorNote error={error} />}
    </FormDialog>
  );
}

/** An amount as it is written in a request, without loss. */
function decimalOf({ amount, scale }: Money): string {
  const digits = String(amount).padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${digits.slice(0, digits.length - scale)}${fraction === '' ? '' : `.${fraction}`}`;
}
