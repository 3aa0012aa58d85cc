import { useCreateForm, withRow } from './create-form.js';
import type { StorageDraft } from './draft.js';
import { RemoveRow } from './remove-row.js';
import { RowList } from './row-list.js';
import { DraftField, TextField } from './text-field.js';

/** What it is connected to in the cloud, for the few who have such things there. */
export function NetworkFields() {
  const { networkStorages } = useCreateForm().draft;
  return (
    <details className="create-more">
      <summary>Network and storage</summary>
      <div className="create-grid">
        <DraftField label="VPC network" name="networkId" placeholder="none" hint="Id of one of the account" />
      </div>
      <RowList name="networkStorages" what="a network storage" newRow={(rowId) => ({ rowId, id: '', mountPoint: '' })}>
        {networkStorages.map((row, index) => (
          <StorageRow key={row.rowId} row={row} index={index} />
        ))}
      </RowList>
    </details>
  );
}

function StorageRow({ row, index }: { readonly row: StorageDraft; readonly index: number }) {
  const { draft, edit } = useCreateForm();
  const path = `networkStorages[${index}]`;
  const change = (part: Partial<StorageDraft>, field: string) =>
    edit({ networkStorages: withRow(draft.networkStorages, row.rowId, part) }, `${path}.${field}`);
  return (
    <div className="create-row">
      <TextField
        label="Storage id"
        path={`${path}.id`}
        value={row.id}
        autoFocus={row.id === ''}
        onChange={(id) => change({ id }, 'id')}
      />
      <TextField
        label="Mounted at"
        path={`${path}.mountPoint`}
        value={row.mountPoint}
        placeholder="/network"
        onChange={(mountPoint) => change({ mountPoint }, 'mountPoint')}
      />
      <RemoveRow from="networkStorages" rowId={row.rowId} what={`network storage ${row.id}`} />
    </div>
  );
}
