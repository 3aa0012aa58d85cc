import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/schemas.js';
import { useApi } from '../api/use-api.js';
import { Card } from '../ui/card.js';
import { ErrorNote } from '../ui/error-note.js';
import { Field } from '../ui/field.js';
import { Segments } from '../ui/segments.js';
import { useCreateForm } from './create-form.js';
import { LIMITS } from './limits.js';
import { NetworkFields } from './network-fields.js';
import { DraftField } from './text-field.js';

type Channel = 'private' | 'official' | 'community';

/** Name, image or template, and size. */
export function WorkloadFields() {
  const { draft, edit, problemAt } = useCreateForm();
  const gpuCounts = Array.from({ length: LIMITS.gpuNum.maximum }, (_, index) => String(index + 1));
  return (
    <Card title="What runs">
      <div className="create-grid">
        <DraftField label="Name" name="name" placeholder="train-1" hint="Letters, digits and hyphens" />
        <Field label="GPUs" error={problemAt('gpuNum')}>
          {(control) => (
            <select
              className="select"
              {...control}
              name="gpuNum"
              value={draft.gpuNum}
              onChange={({ target }) => edit({ gpuNum: target.value }, 'gpuNum')}
            >
              {gpuCounts.map((count) => (
                <option key={count}>{count}</option>
              ))}
            </select>
          )}
        </Field>
        <DraftField
          label="Root disk, GB"
          name="rootfsSize"
          placeholder={draft.source === 'template' ? 'of the template' : '60'}
          inputMode="numeric"
        />
      </div>
      <div className="create-source">
        <Segments
          label="What is started"
          value={draft.source}
          options={[
            { value: 'image', name: 'Container image' },
            { value: 'template', name: 'Template' },
          ]}
          onChange={(source) => edit({ source }, source === 'image' ? 'imageUrl' : 'templateId')}
        />
      </div>
      {draft.source === 'image' ? (
        <div className="create-grid">
          <DraftField label="Image" name="imageUrl" placeholder="pytorch/pytorch:latest" />
          <DraftField
            label="Registry credential"
            name="imageAuthId"
            placeholder="none"
            hint="Id of a saved one, for a private image"
          />
        </div>
      ) : (
        <TemplateField />
      )}
      <details className="create-more">
        <summary>Command, entrypoint, CUDA</summary>
        <div className="create-grid">
          <DraftField label="Command" name="command" placeholder="of the image" />
          <DraftField label="Entrypoint" name="entrypoint" placeholder="of the image" />
          <DraftField label="Lowest CUDA version of the host" name="minCudaVersion" placeholder="any" />
        </div>
      </details>
      <NetworkFields />
    </Card>
  );
}

/** Chooses one of the templates of the cloud. */
function TemplateField() {
  const api = useApi();
  const { draft, edit, problemAt, visited } = useCreateForm();
  const [channel, setChannel] = useState<Channel>('private');
  const templates = useQuery({
    queryKey: ['templates', channel],
    queryFn: ({ signal }) => api.get<Schemas['TemplateList']>('/v1/templates', { query: { channel }, signal }),
  });
  const list = templates.data?.data;
  const chosen = list?.find(({ id }) => id === draft.templateId);
  const none = list?.length === 0 ? 'There are none of this kind' : 'Choose a template';
  return (
    <div className="stack">
      {templates.error !== null && <ErrorNote error={templates.error} onRetry={() => void templates.refetch()} />}
      <div className="create-grid">
        <Field label="Templates">
          {(control) => (
            <select
              className="select"
              {...control}
              value={channel}
              onChange={({ target }) => setChannel(target.value as Channel)}
            >
              <option value="private">Of this account</option>
              <option value="official">Official</option>
              <option value="community">Community</option>
            </select>
          )}
        </Field>
        <Field
          label="Template"
          error={problemAt('templateId')}
          hint={
            chosen === undefined
              ? 'It gives image, ports, disk and command, where you leave them out.'
              : [chosen.imageUrl, ...chosen.ports.map(({ port, type }) => `${port}/${type}`)]
                  .filter(Boolean)
                  .join(' · ')
          }
        >
          {(control) => (
            <select
              className="select"
              {...control}
              name="templateId"
              value={chosen === undefined ? '' : draft.templateId}
              onChange={({ target }) => edit({ templateId: target.value }, 'templateId')}
              onBlur={() => visited('templateId')}
            >
              <option value="">{list === undefined ? 'Loading…' : none}</option>
              {list?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </div>
  );
}
