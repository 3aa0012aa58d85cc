import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { ApiError } from '../api/api-error.js';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { ErrorNote } from '../ui/error-note.js';
import { InputField } from '../ui/input-field.js';
import { FormDialog } from '../ui/form-dialog.js';
import { newId } from '../ui/new-id.js';
import { SecretOnce } from '../ui/secret-once.js';
import { Segments } from '../ui/segments.js';
import { useToast } from '../ui/toasts.js';
import { EVENT_TYPES } from './event-types.js';
import type { WebhookEndpoint } from './endpoint-health.js';
import { useRefreshWebhooks } from './use-endpoints.js';

/** Registers an address, and shows its secret once. */
export function AddEndpointDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const refresh = useRefreshWebhooks();
  const idempotencyKey = useRef(newId());
  const creation = useMutation({
    mutationFn: ({ url, eventTypes }: EndpointWish) =>
      api.post<Schemas['NewWebhookEndpoint']>(
        '/v1/webhook-endpoints',
        { url, ...(eventTypes !== null && { eventTypes }) },
        { idempotencyKey: idempotencyKey.current },
      ),
    onSuccess: refresh,
    // With another address it is another wish, and the server would refuse its repetition.
    onError: (error) => {
      if (error instanceof ApiError && error.status !== 0) idempotencyKey.current = newId();
    },
  });
  if (creation.isSuccess) {
    return (
      <SecretOnce title="Its signing secret" of="signing secret" secret={creation.data.secret} onClose={onClose}>
        <p>The receiver checks with it that a request comes from here, and is what was sent.</p>
      </SecretOnce>
    );
  }
  return (
    <EndpointForm
      title="Add an endpoint"
      action="Add"
      url=""
      eventTypes={null}
      isBusy={creation.isPending}
      error={creation.error}
      onSubmit={creation.mutate}
      onClose={onClose}
    >
      <p className="hint">It gets the events that happen from now on.</p>
    </EndpointForm>
  );
}

/** Changes address and event types. */
export function EditEndpointDialog({
  endpoint,
  onClose,
}: {
  readonly endpoint: WebhookEndpoint;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const toast = useToast();
  const refresh = useRefreshWebhooks();
  const change = useMutation({
    mutationFn: (wish: EndpointWish) => api.patch(`/v1/webhook-endpoints/${endpoint.id}`, wish),
    onSuccess: () => {
      refresh();
      toast.done('The endpoint was changed');
      onClose();
    },
  });
  return (
    <EndpointForm
      title="Edit the endpoint"
      action="Save"
      url={endpoint.url}
      eventTypes={endpoint.eventTypes}
      isBusy={change.isPending}
      error={change.error}
      onSubmit={change.mutate}
      onClose={onClose}
    />
  );
}

interface EndpointWish {
  readonly url: string;
  /** Null for all. */
  readonly eventTypes: readonly string[] | null;
}

interface EndpointFormProps extends EndpointWish {
  readonly title: string;
  readonly action: string;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly children?: ReactNode;
  readonly onSubmit: (wish: EndpointWish) => void;
  readonly onClose: () => void;
}

function EndpointForm(props: EndpointFormProps) {
  const { title, action, isBusy, error, children, onSubmit, onClose } = props;
  const [url, setUrl] = useState(props.url);
  const [isAll, setIsAll] = useState(props.eventTypes === null);
  const [types, setTypes] = useState<readonly string[]>(props.eventTypes ?? []);
  const [problem, setProblem] = useState<'url' | 'types' | null>(null);
  const refused = error instanceof ApiError ? error.fields : [];
  const urlRefusal = refused.find(({ field }) => field === 'url')?.message;
  const isTold = urlRefusal !== undefined || error === null;
  // One that was asked for by other means is kept, although this page does not know it.
  const offered = [
    ...EVENT_TYPES,
    ...(props.eventTypes ?? [])
      .filter((type) => !EVENT_TYPES.some((each) => each.type === type))
      .map((type) => ({ type, tells: '' })),
  ];

  function submit() {
    const found = !/^https?:\/\/\S+$/i.test(url.trim()) ? 'url' : !isAll && types.length === 0 ? 'types' : null;
    setProblem(found);
    if (found === null && !isBusy) onSubmit({ url: url.trim(), eventTypes: isAll ? null : types });
  }

  return (
    <FormDialog title={title} action={action} isBusy={isBusy} onSubmit={submit} onClose={onClose}>
      <InputField
        label="Address"
        error={problem === 'url' ? 'Give an address that begins with https:// or http://.' : urlRefusal}
        hint="Of a program that takes POST requests"
        type="url"
        placeholder="https://example.com/webhooks"
        spellCheck={false}
        value={url}
        onChange={setUrl}
      />
      <div className="field">
        <span className="field-label">Events</span>
        <div>
          <Segments
            label="Events"
            value={isAll ? 'all' : 'some'}
            options={[
              { value: 'all', name: 'All' },
              { value: 'some', name: 'Only some' },
            ]}
            onChange={(value) => setIsAll(value === 'all')}
          />
        </div>
        {problem === 'types' && !isAll && (
          <p className="field-error" role="alert">
            Choose at least one, or all.
          </p>
        )}
      </div>
      {!isAll && (
        <fieldset className="webhooks-types">
          <legend className="visually-hidden">Which events</legend>
          {offered.map(({ type, tells }) => (
            <label key={type} className="check">
              <input
                type="checkbox"
                checked={types.includes(type)}
                onChange={({ target }) =>
                  setTypes(target.checked ? [...types, type] : types.filter((each) => each !== type))
                }
              />
              <span>
                <span className="mono">{type}</span> <span className="hint">{tells}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {children}
      {!isTold && <ErrorNote error={error} />}
    </FormDialog>
  );
}
