import { Card } from '../ui/card.js';
import { useCreateForm, withRow } from './create-form.js';
import type { EnvDraft, LabelDraft } from './draft.js';
import { labelPath } from './field-problems.js';
import { RemoveRow } from './remove-row.js';
import { RowList } from './row-list.js';
import { looksSecret } from './secret-variables.js';
import { TextField } from './text-field.js';

/** Environment variables, and labels of one's own. */
export function VariableFields() {
  const { envs, labels } = useCreateForm().draft;
  return (
    <Card title="Variables and labels">
      <h3>Environment variables</h3>
      <RowList name="envs" what="a variable" newRow={(rowId) => ({ rowId, key: '', value: '', isSecret: false })}>
        {envs.map((row, index) => (
          <EnvRow key={row.rowId} row={row} index={index} />
        ))}
      </RowList>
      <h3 className="create-next">Labels</h3>
      <p className="hint">Of your own: told in every event, and found by the search of the fleet.</p>
      <RowList name="labels" path="metadata" what="a label" newRow={(rowId) => ({ rowId, name: '', value: '' })}>
        {labels.map((row, index) => (
          <LabelRow key={row.rowId} row={row} index={index} />
        ))}
      </RowList>
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
      <RemoveRow from="envs" rowId={row.rowId} what={`variable ${row.key}`} />
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
      <RemoveRow from="labels" rowId={row.rowId} what={`label ${row.name}`} />
    </div>
  );
}
