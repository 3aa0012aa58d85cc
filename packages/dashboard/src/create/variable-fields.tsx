import { Button } from '../ui/button.js';
import { Card } from '../ui/card.js';
import { useCreateForm, withoutRow, withRow } from './create-form.js';
import type { EnvDraft, LabelDraft } from './draft.js';
import { labelPath } from './field-problems.js';
import { LIMITS } from './limits.js';
import { looksSecret } from './secret-variables.js';
import { TextField } from './text-field.js';

/** Environment variables, and labels of one's own. */
export function VariableFields() {
  const { draft, edit, newRowId, problemAt } = useCreateForm();
  const { envs, labels } = draft;
  const row = { rowId: '', key: '', value: '', isSecret: false };
  return (
    <Card title="Variables and labels">
      <h3>Environment variables</h3>
      {envs.map((env, index) => (
        <EnvRow key={env.rowId} row={env} index={index} />
      ))}
      {problemAt('envs') !== null && <p className="field-error">{problemAt('envs')}</p>}
      <div className="line">
        <Button
          isSmall
          whyDisabled={envs.length >= LIMITS.envs.maxItems ? `At most ${LIMITS.envs.maxItems}.` : undefined}
          onClick={() => edit({ envs: [...envs, { ...row, rowId: newRowId() }] })}
        >
          Add a variable
        </Button>
      </div>
      <h3 className="create-next">Labels</h3>
      <p className="hint">Of your own: told in every event, and found by the search of the fleet.</p>
      {labels.map((label, index) => (
        <LabelRow key={label.rowId} row={label} index={index} />
      ))}
      {problemAt('metadata') !== null && <p className="field-error">{problemAt('metadata')}</p>}
      <div className="line">
        <Button
          isSmall
          whyDisabled={labels.length >= LIMITS.labels.maxItems ? `At most ${LIMITS.labels.maxItems}.` : undefined}
          onClick={() => edit({ labels: [...labels, { rowId: newRowId(), name: '', value: '' }] })}
        >
          Add a label
        </Button>
      </div>
    </Card>
  );
}

function EnvRow({ row, index }: { readonly row: EnvDraft; readonly index: number }) {
  const { draft, edit } = useCreateForm();
  const path = `envs[${index}]`;
  const change = (part: Partial<EnvDraft>, field: string) =>
    edit({ envs: withRow(draft.envs, row.rowId, part) }, `${path}.${field}`);
  const isMeant = looksSecret(row.key);
  return (
    <div className="create-row">
      <TextField
        label="Name"
        path={`${path}.key`}
        value={row.key}
        placeholder="HF_TOKEN"
        autoFocus={row.key === ''}
        onChange={(key) => change({ key }, 'key')}
      />
      <TextField
        label="Value"
        path={`${path}.value`}
        value={row.value}
        // A browser must not offer to keep it as a password of this page.
        autoComplete={row.isSecret || isMeant ? 'new-password' : 'off'}
        type={row.isSecret || isMeant ? 'password' : 'text'}
        onChange={(value) => change({ value }, 'value')}
      />
      <label className="check create-secret">
        <input
          type="checkbox"
          checked={row.isSecret || isMeant}
          disabled={isMeant}
          onChange={({ target }) => change({ isSecret: target.checked }, 'value')}
        />
        <span>Secret</span>
      </label>
      <Button
        isSmall
        className="create-remove"
        aria-label={`Remove variable ${row.key}`}
        onClick={() => edit({ envs: withoutRow(draft.envs, row.rowId) })}
      >
        Remove
      </Button>
    </div>
  );
}

function LabelRow({ row, index }: { readonly row: LabelDraft; readonly index: number }) {
  const { draft, edit } = useCreateForm();
  const path = labelPath(index);
  const change = (part: Partial<LabelDraft>) => edit({ labels: withRow(draft.labels, row.rowId, part) }, path);
  return (
    <div className="create-row">
      <TextField
        label="Name"
        path={path}
        value={row.name}
        placeholder="team"
        autoFocus={row.name === ''}
        onChange={(name) => change({ name })}
      />
      <TextField label="Value" path={`${path}.value`} value={row.value} onChange={(value) => change({ value })} />
      <Button
        isSmall
        className="create-remove"
        aria-label={`Remove label ${row.name}`}
        onClick={() => edit({ labels: withoutRow(draft.labels, row.rowId) })}
      >
        Remove
      </Button>
    </div>
  );
}
